//! Issuing bills, taking them back, reading them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::charges::NewCharge;
use super::payments::{NewTender, ReceiptBrief};
use crate::Id;
use crate::billing::{Bill, BillLine, Charge, DocumentKind, Payment, Receipt, Service, Tender, Treatment};
use crate::command::Done;
use crate::day::Day;
use crate::money::Paise;
use crate::patient::{Patient, Visit};
use crate::tenancy::{Business, Desk, TaxStatus, User};

/// Issues a bill of charges and of what is named here; one for each business, and one more where a registered
/// recipient buys taxable and exempt supply (rule 46A is for others). With tenders it takes the money in the same commit,
/// which needs `payment.take` too.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct IssueBill {
    /// Who owes it; whose the charges are, where not said. None for a sale to somebody unnamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Id<Patient>>,
    /// Of which visit; that of the charges where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Id<Visit>>,
    /// Charges that are on no bill yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 200))]
    pub charges: Vec<Id<Charge>>,
    /// What is charged here and now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 200))]
    pub lines: Vec<NewCharge>,
    /// Taken off all of it in paise, spread over the lines by their value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 10_000_000_000i64))]
    pub discount: Option<Paise>,
    /// Why; needed with a discount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 120))]
    pub discount_reason: Option<String>,
    /// Its date, which is also that of the supply; today where not said, never later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// Name and address as printed, a line each; the patient's where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 300), extend("x-lines" = true))]
    pub recipient: Option<String>,
    /// The recipient's GSTIN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 20))]
    pub recipient_gstin: Option<String>,
    /// A prescriber from elsewhere: name, place and registration as said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub prescriber: Option<String>,
    /// Two digits of the State of supply where it is not the supplier's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2))]
    pub place_of_supply: Option<String>,
    /// How it is paid; less than the total leaves a due.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 10))]
    pub tenders: Vec<NewTender>,
    /// The cash that was handed over, paise; the change is worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 10_000_000_000i64))]
    pub given: Option<Paise>,
    /// Old dues that are paid with it, before what is issued here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 20))]
    pub dues: Vec<Id<Bill>>,
}
command!(IssueBill = "bills.issue", May(BillIssue), Act, legal -> Issued);

/// The reply of `bills.issue`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Issued {
    /// In the order in which they were numbered.
    pub bills: Vec<IssuedBill>,
    /// The receipts, where money was taken.
    pub receipts: Vec<ReceiptBrief>,
    /// Cash to hand back.
    pub change: Paise,
    /// What is still to be paid on these bills.
    pub due: Paise,
}

/// A document with its number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IssuedBill {
    /// The bill or credit note.
    pub id: Id<Bill>,
    /// `A1C/2627/000123`.
    pub number: String,
    /// What it is before the law.
    pub kind: DocumentKind,
    /// Who issued it.
    pub business: Id<Business>,
    /// Its date.
    pub day: Day,
    /// What is to be paid, or given back.
    pub total: Paise,
}

/// A bill or credit note with everything on it and what has become of it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GetBill {
    /// Which.
    pub bill: Id<Bill>,
}
command!(GetBill = "bills.get", May(BillView), Read -> BillDetails);

/// The reply of `bills.get`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BillDetails {
    /// Its number, total and kind.
    #[serde(flatten)]
    pub bill: IssuedBill,
    /// The desk whose register numbered it.
    pub desk: Id<Desk>,
    /// Who issued it.
    pub issued_by: Id<User>,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Who owes it.
    pub patient: Option<PatientBrief>,
    /// Of which visit.
    pub visit: Option<Id<Visit>>,
    /// The doctor.
    pub doctor: Option<Id<User>>,
    /// A prescriber from elsewhere.
    pub prescriber: Option<String>,
    /// The recipient as printed.
    pub recipient: Option<String>,
    /// The recipient's GSTIN.
    pub recipient_gstin: Option<String>,
    /// The supplier as printed.
    pub supplier: String,
    /// The supplier's GSTIN.
    pub supplier_gstin: Option<String>,
    /// The supplier's licences and registrations as printed.
    pub supplier_licences: Option<String>,
    /// How the supplier stood to GST.
    pub supplier_status: TaxStatus,
    /// Two digits of the State of supply.
    pub place_of_supply: Option<String>,
    /// Tax is paid by the recipient.
    pub reverse_charge: bool,
    /// Of a credit note, the bill that it takes back from.
    pub corrects: Option<IssuedBill>,
    /// Of a credit note, why.
    pub reason: Option<String>,
    /// Why something was taken off the whole bill.
    pub discount_reason: Option<String>,
    /// The sums.
    pub sums: BillSums,
    /// As printed.
    pub lines: Vec<BillLineRow>,
    /// What was paid towards it, and paid back.
    pub payments: Vec<PaymentRow>,
    /// What was taken back from it.
    pub credit_notes: Vec<IssuedBill>,
    /// If it was cancelled.
    pub cancelled: Option<Cancelled>,
    /// How often it was printed.
    pub prints: usize,
    /// Paid, less what was paid back.
    pub paid: Paise,
    /// Still owed; below zero for what is to be given back.
    pub due: Paise,
}

/// The sums of a bill. Its total is taxable + untaxed + taxes + round_off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BillSums {
    /// Σ quantity × price.
    pub gross: Paise,
    /// Σ discounts.
    pub discount: Paise,
    /// Σ values on which tax is charged.
    pub taxable: Paise,
    /// Σ values without tax.
    pub untaxed: Paise,
    /// Central tax.
    pub cgst: Paise,
    /// State tax.
    pub sgst: Paise,
    /// Integrated tax.
    pub igst: Paise,
    /// Compensation cess.
    pub cess: Paise,
    /// What rounding added or took.
    pub round_off: Paise,
    /// What is to be paid.
    pub total: Paise,
}

/// A line as printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BillLineRow {
    /// The line.
    pub id: Id<BillLine>,
    /// From 1.
    pub position: i64,
    /// From the list of services.
    pub service: Option<Id<Service>>,
    /// Who did it.
    pub doctor: Option<Id<User>>,
    /// What was supplied.
    pub name: String,
    /// HSN or SAC.
    pub hsn: Option<String>,
    /// How many.
    pub quantity: i64,
    /// The unit's code (UQC).
    pub unit: String,
    /// The price of one, tax included.
    pub price: Paise,
    /// Taken off.
    pub discount: Paise,
    /// How GST looks at it.
    pub treatment: Treatment,
    /// Hundredths of a percent.
    pub rate: i64,
    /// The value without tax.
    pub taxable: Paise,
    /// Central tax.
    pub cgst: Paise,
    /// State tax.
    pub sgst: Paise,
    /// Integrated tax.
    pub igst: Paise,
    /// With tax, after discount.
    pub total: Paise,
    /// How many have been taken back by credit notes.
    pub credited: i64,
}

/// A payment towards a bill, or out of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PaymentRow {
    /// The payment.
    pub id: Id<Payment>,
    /// Of which receipt.
    pub receipt: Id<Receipt>,
    /// The receipt's number.
    pub number: String,
    /// The bill that it is for; none is an advance.
    pub bill: Option<Id<Bill>>,
    /// How.
    pub tender: Tender,
    /// How much; below zero for money given back.
    pub amount: Paise,
    /// The bank's number.
    pub reference: Option<String>,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Who took it.
    pub taken_by: Id<User>,
    /// Whether it was found at the bank; none where nobody has looked.
    pub found: Option<bool>,
}

/// Enough of a patient for a bill's row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PatientBrief {
    /// The patient.
    pub id: Id<Patient>,
    /// The clinic's own number.
    pub number: String,
    /// As registered.
    pub name: String,
}

/// That a bill was cancelled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cancelled {
    /// Why.
    pub reason: String,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// Bills of a day, of a patient, or those on which something is owed; newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListBills {
    /// The day; today where neither a patient nor `due` is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// Whose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Id<Patient>>,
    /// Only those on which something is owed.
    #[serde(default)]
    pub due: bool,
    /// At most this many, 1 to 200; 50 where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 200))]
    pub limit: Option<u32>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Id<Bill>>,
}
command!(ListBills = "bills.list", May(BillView), Read -> Bills);

/// The reply of `bills.list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bills {
    /// Newest first.
    pub bills: Vec<BillRow>,
    /// Where the next page starts, if there is one.
    pub next: Option<Id<Bill>>,
}

/// One bill in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BillRow {
    /// Its number, total and kind.
    #[serde(flatten)]
    pub bill: IssuedBill,
    /// When it was issued, UTC milliseconds.
    pub at: i64,
    /// Who owes it.
    pub patient: Option<PatientBrief>,
    /// Still owed; below zero for what is to be given back.
    pub due: Paise,
    /// How it was paid, each tender once.
    pub tenders: Vec<Tender>,
    /// Whether it was cancelled.
    pub cancelled: bool,
    /// Whether something was taken back from it.
    pub credited: bool,
}

/// Cancels a bill of today that is unpaid, nothing of which was handed over. Its number stays taken, its charges
/// are free again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CancelBill {
    /// Which.
    pub bill: Id<Bill>,
    /// Why.
    #[schemars(length(min = 1, max = 120))]
    pub reason: String,
    /// Said of goods by whoever cancels: nothing was handed over.
    #[serde(default)]
    pub not_handed_over: bool,
}
command!(CancelBill = "bills.cancel", May(BillCancel), Act, legal -> Done);

/// Issues a credit note over lines of a bill, or over all that is left of it (CGST Act, section 34).
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CreditBill {
    /// Which.
    pub bill: Id<Bill>,
    /// What is taken back; everything that is left where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 200))]
    pub lines: Vec<CreditLine>,
    /// Why.
    #[schemars(length(min = 1, max = 120))]
    pub reason: String,
    /// How what was paid too much is given back at once; later where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund: Option<Tender>,
}
command!(CreditBill = "bills.credit", May(BillCancel), Act, legal -> Credited);

/// How many of a line are taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CreditLine {
    /// The line of the bill.
    pub line: Id<BillLine>,
    /// How many.
    #[schemars(range(min = 1, max = 100_000))]
    pub quantity: i64,
}

/// The reply of `bills.credit`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Credited {
    /// The credit note.
    #[serde(flatten)]
    pub note: IssuedBill,
    /// The receipt of what was given back at once.
    pub receipt: Option<Id<Receipt>>,
    /// What is still to be paid for the bill; below zero for what is to be given back.
    pub due: Paise,
}
