//! The legal persons of the clinic.

use model::commands::businesses::{BusinessRow, Businesses, ListBusinesses, UpdateBusiness};
use model::commands::patients::Updated;
use model::record::number_of;
use model::tenancy::{Business, Clinic};
use model::upi::UpiAddress;
use model::value::Datum;
use model::{Door, Fault, Record, gstin};
use sync::Subject;

use crate::create::filled;
use crate::dispatch::Call;
use crate::edit::{edit, stamp};

pub(crate) fn list(call: &Call<'_>, _: ListBusinesses) -> Result<Businesses, Fault> {
    call.read(|view| {
        let row = |b: store::Stamped<Business>| BusinessRow {
            id: b.record.id,
            stamp: b.versions.stamp().to_string(),
            legal_name: b.record.legal_name,
            kind: b.record.kind,
            tax_status: b.record.tax_status,
            gstin: b.record.gstin,
            upi_address: b.record.upi_address,
            state_code: b.record.state_code,
        };
        Ok(Businesses { businesses: view.all::<Business>()?.into_iter().map(row).collect() })
    })
}

pub(crate) fn update(call: &Call<'_>, args: UpdateBusiness) -> Result<Updated, Fault> {
    let stamp = stamp(&args.stamp)?;
    let mut door = Door::default();
    let address = filled(&args.upi_address).and_then(|text| door.take("upi_address", UpiAddress::parse(&text)));
    let state = filled(&args.state_code);
    if state.as_deref().is_some_and(|code| gstin::state(code).is_none()) {
        door.refuse("state_code", "field-state");
    }
    door.close()?;
    call.write(|tx| {
        let before = tx.expect(args.id)?.record;
        if before.gstin.as_deref().and_then(|g| g.get(..2)).is_some_and(|own| state.as_deref() != Some(own)) {
            return Err(Fault::field("state_code", "field-state-gstin").into());
        }
        let address = address.map(|a| a.as_str().to_owned());
        let changes = vec![
            (number_of(Business::FIELDS, "upi_address"), address.to_value()),
            (number_of(Business::FIELDS, "state_code"), state.to_value()),
        ];
        edit(tx, Subject { kind: Clinic::KIND, id: tx.tenant() }, args.id, &stamp, changes)
    })
}
