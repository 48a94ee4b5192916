//! The people who work here: an owner adds them and gives them roles.

use model::capability::Roles;
use model::command::Done;
use model::commands::users::{AddUser, Added, ChangePassword, ListUsers, ResetPassword, SetRoles, UserRow, Users};
use model::record::number_of;
use model::tenancy::User;
use model::value::Datum;
use model::{Door, Fault, Id, Record, Value};
use store::keyring::{Keyring, Seals};
use store::keys::{Cost, KeyPair};
use sync::Stamp;

use crate::create::{filled, user};
use crate::dispatch::Call;
use crate::sessions;

pub(crate) fn add(call: &Call<'_>, args: AddUser) -> Result<Added, Fault> {
    let keyring = call.clinic.keyring()?;
    let mut door = Door::default();
    let taken = |login: &str| keyring.people.iter().any(|p| p.login == login);
    let login = sessions::login(&mut door, "login", &args.login, taken);
    sessions::password(&mut door, "password", &args.password, &login);
    door.close()?;
    let sign_in = sign_in_pair(call, &keyring)?;
    let giver = &call.sitter()?.pair;
    let pair = KeyPair::random();
    let cost = call.clinic.cost(keyring.demo);
    let now = call.clinic.clock.now();
    let id = Id::<User>::new(now, store::keys::random());
    let seals = Seals::new(&id.bytes(), &pair, &args.password, cost, &sign_in, giver)?;
    let mut record = user(id, &login, &args.name, Roles(args.roles), &pair, args.language);
    record.registration = filled(&args.registration);
    call.write(|tx| {
        tx.insert(sessions::about(id), &record)?;
        tx.put_seals(&id.bytes(), &seals)?;
        Ok(Added { id })
    })
}

/// The branch's sign-in pair, which whoever adds a person seals to them.
fn sign_in_pair(call: &Call<'_>, keyring: &Keyring) -> Result<KeyPair, Fault> {
    let sitter = call.sitter()?;
    let own = keyring.people.iter().find(|p| p.user == sitter.user.id.bytes());
    let own = own.ok_or_else(|| Fault::new("signed-out"))?;
    Ok(sitter.pair.open_pair(&own.seals.sign_in)?)
}

pub(crate) fn list(call: &Call<'_>, _: ListUsers) -> Result<Users, Fault> {
    call.read(|view| {
        let users = view.all::<User>()?.into_iter().map(|u| UserRow {
            id: u.record.id,
            stamp: u.versions.stamp().to_string(),
            login: u.record.login,
            name: u.record.name,
            roles: u.record.roles,
            active: u.record.active,
            registration: u.record.registration,
        });
        Ok(Users { users: users.collect() })
    })
}

pub(crate) fn set_roles(call: &Call<'_>, args: SetRoles) -> Result<Done, Fault> {
    let stamp = Stamp::parse(&args.stamp).map_err(|_| Fault::field("stamp", "field-stamp"))?;
    let roles = Roles(args.roles);
    call.write(|tx| {
        let others = tx.all::<User>()?;
        tx.expect(args.user)?;
        let keeps = roles.is_owner()
            || others.iter().any(|u| u.record.id != args.user && u.record.active && u.record.roles.is_owner());
        if !keeps {
            return Err(Fault::field("roles", "field-last-owner").into());
        }
        let field = number_of(User::FIELDS, "roles");
        tx.update(sessions::about(args.user), args.user, &stamp, vec![(field, roles.to_value())])?;
        Ok(Done {})
    })
}

pub(crate) fn change_password(call: &Call<'_>, args: ChangePassword) -> Result<Done, Fault> {
    let keyring = call.clinic.keyring()?;
    let sitter = call.sitter()?;
    let mut door = Door::default();
    sessions::password(&mut door, "new", &args.new, &sitter.user.login);
    door.close()?;
    sessions::guess(call.clinic, &keyring, &sitter.user.login, &args.old).map_err(|fault| {
        match fault.code.as_str() {
            "wrong-password" => Fault::field("old", "field-wrong-password"),
            _ => fault,
        }
    })?;
    let sign_in = sign_in_pair(call, &keyring)?;
    let id = sitter.user.id;
    // One's own new seal is signed by oneself: the halves are the same, and were given by an owner before.
    let seals =
        Seals::new(&id.bytes(), &sitter.pair, &args.new, call.clinic.cost(keyring.demo), &sign_in, &sitter.pair)?;
    let keys = vec![(number_of(User::FIELDS, "verifying_key"), Value::Bytes(sitter.user.verifying_key.clone()))];
    reseal(call, id, &seals, keys)
}

pub(crate) fn reset_password(call: &Call<'_>, args: ResetPassword) -> Result<Done, Fault> {
    let keyring = call.clinic.keyring()?;
    let person = call.read(|view| view.expect(args.user))?.record;
    let mut door = Door::default();
    sessions::password(&mut door, "password", &args.password, &person.login);
    door.close()?;
    let sign_in = sign_in_pair(call, &keyring)?;
    let pair = KeyPair::random();
    let cost: Cost = call.clinic.cost(keyring.demo);
    let seals = Seals::new(&args.user.bytes(), &pair, &args.password, cost, &sign_in, &call.sitter()?.pair)?;
    let public = pair.public();
    let keys = vec![
        (number_of(User::FIELDS, "verifying_key"), Value::Bytes(public.verifying.to_vec())),
        (number_of(User::FIELDS, "sealing_key"), Value::Bytes(public.sealing.to_vec())),
    ];
    reseal(call, args.user, &seals, keys)
}

fn reseal(call: &Call<'_>, id: Id<User>, seals: &Seals, keys: Vec<(u16, Value)>) -> Result<Done, Fault> {
    call.write(|tx| {
        let stamp = store::stamp_of(tx, id)?;
        tx.update(sessions::about(id), id, &stamp, keys)?;
        tx.put_seals(&id.bytes(), seals)?;
        Ok(Done {})
    })?;
    Ok(Done {})
}
