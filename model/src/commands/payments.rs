//! Money that changes hands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bills::{IssuedBill, PatientBrief, PaymentRow};
use crate::Id;
use crate::billing::{Bill, Payment, Receipt, Tender};
use crate::command::Done;
use crate::day::Day;
use crate::money::Paise;
use crate::patient::Patient;
use crate::tenancy::{Business, Desk, User};

/// Takes money for bills, old dues among them, in the order named; a receipt for each business.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct TakePayment {
    /// Who pays; whose the bills are, where not said. Needed for an advance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Id<Patient>>,
    /// What is paid for, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 50))]
    pub bills: Vec<Id<Bill>>,
    /// How, in this order.
    #[schemars(length(min = 1, max = 10))]
    pub tenders: Vec<NewTender>,
    /// The cash that was handed over, paise; the change is worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 10_000_000_000i64))]
    pub given: Option<Paise>,
    /// More than is owed is kept as the patient's advance.
    #[serde(default)]
    pub advance: bool,
    /// Whose money an advance is; that of the bills, or the first business, where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<Id<Business>>,
}
command!(TakePayment = "payments.take", May(PaymentTake), Write, legal -> Taken);

/// One tender of a payment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NewTender {
    /// How.
    pub tender: Tender,
    /// How much, paise; what the others leave, where not said, and at most one may leave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 10_000_000_000i64))]
    pub amount: Option<Paise>,
    /// The bank's or the card machine's number, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 40))]
    pub reference: Option<String>,
}

/// The reply of `payments.take`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Taken {
    /// In the order in which they were numbered.
    pub receipts: Vec<ReceiptBrief>,
    /// Cash to hand back.
    pub change: Paise,
    /// Left to pay on the bills named.
    pub due: Paise,
    /// What the patient now has in advance.
    pub advance: Paise,
}

/// A receipt with its number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReceiptBrief {
    /// The receipt.
    pub id: Id<Receipt>,
    /// `A1R/2627/000123`.
    pub number: String,
    /// Whose money it is.
    pub business: Id<Business>,
    /// Its date.
    pub day: Day,
    /// Σ payments other than from an advance; below zero for money given back.
    pub total: Paise,
}

/// Gives money back: of a bill, of a receipt, or of a patient's advance. Never more than was paid.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RefundPayment {
    /// Of this bill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bill: Option<Id<Bill>>,
    /// Of this receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Id<Receipt>>,
    /// Of this patient's advance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Id<Patient>>,
    /// Whose money the advance is; the first business that holds one where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<Id<Business>>,
    /// How much, paise.
    #[schemars(range(min = 1, max = 10_000_000_000i64))]
    pub amount: Paise,
    /// How; `advance` keeps what was paid for a bill as the patient's advance.
    pub tender: Tender,
    /// The bank's number, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 40))]
    pub reference: Option<String>,
    /// Why.
    #[schemars(length(min = 1, max = 120))]
    pub reason: String,
}
command!(RefundPayment = "payments.refund", May(PaymentRefund), Act, legal -> ReceiptBrief);

/// Says whether a payment was found at the bank: until then it was only seen.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CheckPayment {
    /// Which.
    pub payment: Id<Payment>,
    /// Whether it was there.
    pub found: bool,
    /// The bank's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 40))]
    pub reference: Option<String>,
}
command!(CheckPayment = "payments.check", May(PaymentTake), Write -> Done);

/// What a patient owes and has paid in advance.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GetAccount {
    /// Whose.
    pub patient: Id<Patient>,
}
command!(GetAccount = "accounts.get", May(BillView), Read -> Account);

/// The reply of `accounts.get`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// Bills on which something is owed, or to be given back; the oldest first.
    pub bills: Vec<OpenBill>,
    /// What is owed on all of them; below zero for what is to be given back.
    pub due: Paise,
    /// What was paid in advance, by business.
    pub advances: Vec<Advance>,
    /// All of it.
    pub advance: Paise,
    /// What is charged and on no bill yet.
    pub unbilled: Paise,
}

/// A bill that is not settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpenBill {
    /// Its number and total.
    #[serde(flatten)]
    pub bill: IssuedBill,
    /// Still owed.
    pub due: Paise,
}

/// What a patient has paid one business in advance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Advance {
    /// Whose money it is.
    pub business: Id<Business>,
    /// How much is left of it.
    pub amount: Paise,
}

/// A receipt with its payments.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GetReceipt {
    /// Which.
    pub receipt: Id<Receipt>,
}
command!(GetReceipt = "receipts.get", May(BillView), Read -> ReceiptDetails);

/// The reply of `receipts.get`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReceiptDetails {
    /// Its number and total.
    #[serde(flatten)]
    pub receipt: ReceiptBrief,
    /// The desk whose register numbered it.
    pub desk: Id<Desk>,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Who paid, or was paid back.
    pub patient: Option<PatientBrief>,
    /// Who took it, or gave it back.
    pub taken_by: Id<User>,
    /// The cash that was handed over.
    pub given: Option<Paise>,
    /// The cash that was handed back out of it.
    pub change: Option<Paise>,
    /// The receipt whose money was given back.
    pub corrects: Option<Id<Receipt>>,
    /// Why it was given back.
    pub reason: Option<String>,
    /// One a tender and bill.
    pub payments: Vec<PaymentRow>,
    /// The bills that they are for.
    pub bills: Vec<OpenBill>,
}

/// What a payer's phone reads: a UPI link with the bill's number in it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct UpiLink {
    /// For this bill, what is owed on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bill: Option<Id<Bill>>,
    /// How much, paise, where it is not all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 10_000_000_000i64))]
    pub amount: Option<Paise>,
    /// Whom to pay without a bill; the first business where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<Id<Business>>,
}
command!(UpiLink = "upi.link", May(PaymentTake), Read -> Upi);

/// The reply of `upi.link`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Upi {
    /// `upi://pay?…` (NPCI's linking specification).
    pub link: String,
    /// The same as a QR code in SVG, black on white.
    pub qr: String,
    /// Whom it pays: `name@bank`.
    pub address: String,
    /// How much; none leaves it to the payer.
    pub amount: Option<Paise>,
}
