//! The clinic's own details and those of its businesses, after the first run.

use model::commands::clinic::{
    BusinessDetails, ClinicDetails, GetClinic, NewBusiness, UpdateBusinessDetails, UpdateClinic,
};
use model::commands::patients::Updated;
use model::record::number_of;
use model::tenancy::{Business, Clinic, IDLE_MINUTES};
use model::upi::UpiAddress;
use model::value::Datum;
use model::{Door, Fault, Id, Record, Value, gstin};
use sync::Subject;

use crate::create::{CHECK, check_business, filled, state_of};
use crate::dispatch::Call;
use crate::edit::{edit, stamp};

pub(crate) fn get(call: &Call<'_>, _: GetClinic) -> Result<ClinicDetails, Fault> {
    let store = call.store()?;
    let ask = store.local(CHECK)?.map(|c| c[..3.min(c.len())].to_vec()).unwrap_or_default();
    call.read(|view| {
        let clinic = view.expect(Id::<Clinic>::from_bytes(view.tenant()))?;
        let businesses = view.all::<Business>()?.into_iter().map(|b| BusinessDetails {
            id: b.record.id,
            stamp: b.versions.stamp().to_string(),
            legal_name: b.record.legal_name,
            kind: b.record.kind,
            address: b.record.address,
            pin_code: b.record.pin_code,
            phone: b.record.phone,
            tax_status: b.record.tax_status,
            gstin: b.record.gstin,
            drug_licences: b.record.drug_licences,
            clinic_registration: b.record.clinic_registration,
            upi_address: b.record.upi_address,
            state_code: b.record.state_code,
        });
        Ok(ClinicDetails {
            id: clinic.record.id,
            stamp: clinic.versions.stamp().to_string(),
            name: clinic.record.name,
            runs: clinic.record.runs,
            idle_minutes: clinic.record.idle_minutes.unwrap_or(IDLE_MINUTES),
            businesses: businesses.collect(),
            ask,
        })
    })
}

pub(crate) fn update(call: &Call<'_>, args: UpdateClinic) -> Result<Updated, Fault> {
    let stamp = stamp(&args.stamp)?;
    let mut changes = Vec::new();
    let mut put =
        |name: &str, value: Option<Value>| changes.extend(value.map(|v| (number_of(Clinic::FIELDS, name), v)));
    put("name", args.name.map(|name| Value::Text(name.trim().to_owned())));
    put("runs", args.runs.map(|runs| runs.to_value()));
    put("idle_minutes", args.idle_minutes.map(Value::Int));
    let tenant = call.store()?.tenant();
    call.write(|tx| edit(tx, about(tenant), Id::<Clinic>::from_bytes(tenant), &stamp, changes))
}

/// The rules are those of the founding, for the business as it is after the change.
pub(crate) fn update_business(call: &Call<'_>, args: UpdateBusinessDetails) -> Result<Updated, Fault> {
    let stamp = stamp(&args.stamp)?;
    let tenant = call.store()?.tenant();
    call.write(|tx| {
        let before = tx.expect(args.id)?.record;
        let changes = changes(&before, &args)?;
        edit(tx, about(tenant), args.id, &stamp, changes)
    })
}

fn changes(before: &Business, args: &UpdateBusinessDetails) -> Result<Vec<(u16, Value)>, Fault> {
    let text = |said: &Option<String>, was: &str| said.as_deref().unwrap_or(was).trim().to_owned();
    let maybe = |said: &Option<String>, was: &Option<String>| filled(if said.is_some() { said } else { was });
    let mut after = NewBusiness {
        legal_name: text(&args.legal_name, &before.legal_name),
        kind: before.kind,
        address: text(&args.address, &before.address),
        pin_code: maybe(&args.pin_code, &before.pin_code),
        phone: text(&args.phone, &before.phone),
        tax_status: args.tax_status.unwrap_or(before.tax_status),
        gstin: maybe(&args.gstin, &before.gstin),
        drug_licences: maybe(&args.drug_licences, &before.drug_licences),
        clinic_registration: maybe(&args.clinic_registration, &before.clinic_registration),
    };
    let mut door = Door::default();
    check_business(&mut door, "", &mut after);
    let upi_address = filled(&args.upi_address).and_then(|text| door.take("upi_address", UpiAddress::parse(&text)));
    let of_number = after.gstin.as_deref().and_then(state_of);
    let state = filled(&args.state_code);
    match (&state, &of_number) {
        (Some(state), _) if gstin::state(state).is_none() => door.refuse("state_code", "field-state"),
        (Some(state), Some(of_number)) if state != of_number => door.refuse("state_code", "field-state-gstin"),
        _ => {}
    }
    door.close()?;
    let mut out = Vec::new();
    let mut put = |name: &str, said: bool, value: Value| {
        if said {
            out.push((number_of(Business::FIELDS, name), value));
        }
    };
    put("legal_name", args.legal_name.is_some(), after.legal_name.to_value());
    put("address", args.address.is_some(), after.address.to_value());
    put("pin_code", args.pin_code.is_some(), after.pin_code.to_value());
    put("phone", args.phone.is_some(), after.phone.to_value());
    put("tax_status", args.tax_status.is_some(), after.tax_status.to_value());
    put("gstin", args.gstin.is_some(), after.gstin.to_value());
    put("drug_licences", args.drug_licences.is_some(), after.drug_licences.to_value());
    put("clinic_registration", args.clinic_registration.is_some(), after.clinic_registration.to_value());
    put("upi_address", args.upi_address.is_some(), upi_address.map(|a| a.as_str().to_owned()).to_value());
    // The State of the supply is the one that the number names.
    let by_number = args.gstin.is_some() && of_number.is_some();
    put("state_code", by_number || args.state_code.is_some(), of_number.or(state).to_value());
    Ok(out)
}

/// The clinic, as the subject of what is about it.
fn about(tenant: [u8; 16]) -> Subject {
    Subject { kind: Clinic::KIND, id: tenant }
}
