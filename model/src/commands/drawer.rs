//! The cash in a person's drawer, and the money of a day.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bills::PaymentRow;
use crate::Id;
use crate::billing::{DrawerClose, DrawerEntry, DrawerReason, Tender, Treatment};
use crate::command::Done;
use crate::day::Day;
use crate::money::Paise;
use crate::tenancy::{Business, User};

/// The cash that should be in a drawer now, and how it came to be there. One's own needs `drawer.use`, another's
/// `drawer.all`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct GetDrawer {
    /// Whose; one's own where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Id<User>>,
}
command!(GetDrawer = "drawer.get", SignIn, Read -> Drawer);

/// The reply of `drawer.get`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drawer {
    /// Whose.
    pub person: Id<User>,
    /// All that should be in it.
    pub expected: Paise,
    /// A part for each business, the first of the clinic first.
    pub parts: Vec<DrawerPart>,
}

/// The cash of one business in a drawer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DrawerPart {
    /// Whose money it is.
    pub business: Id<Business>,
    /// Its legal name.
    pub name: String,
    /// What should be there now.
    pub expected: Paise,
    /// What was there when the day began.
    pub opening: Paise,
    /// Cash taken today.
    pub received: Paise,
    /// Cash given back today, below zero.
    pub refunded: Paise,
    /// What else was put in or taken out today, the oldest first.
    pub entries: Vec<DrawerMovement>,
    /// What counting has added or taken today.
    pub differences: Paise,
    /// When it was counted last.
    pub last_close: Option<Closed>,
}

/// Cash put in or taken out without a patient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DrawerMovement {
    /// The entry.
    pub id: Id<DrawerEntry>,
    /// Why.
    pub why: DrawerReason,
    /// How much; below zero for what was taken out.
    pub amount: Paise,
    /// What for.
    pub note: Option<String>,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// One counting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// The close.
    pub id: Id<DrawerClose>,
    /// Its day.
    pub day: Day,
    /// When, UTC milliseconds.
    pub at: i64,
    /// What should have been there.
    pub expected: Paise,
    /// What was there.
    pub counted: Paise,
    /// Counted less expected; below zero is short.
    pub difference: Paise,
    /// How many of each: `500×19 200×8 coins×30`.
    pub denominations: String,
    /// Why there was a difference.
    pub reason: Option<String>,
}

/// Puts cash into one's own drawer (float), or takes it out (payout, drawings, deposit).
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PutDrawer {
    /// Why, which also says which way.
    pub why: DrawerReason,
    /// How much, paise.
    #[schemars(range(min = 1, max = 10_000_000_000i64))]
    pub amount: Paise,
    /// What for; needed for a payout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 120))]
    pub note: Option<String>,
    /// Whose money; the one business in the drawer, or the first, where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<Id<Business>>,
}
command!(PutDrawer = "drawer.put", May(DrawerUse), Write -> DrawerPutReply);

/// The reply of `drawer.put`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DrawerPutReply {
    /// The entry.
    pub id: Id<DrawerEntry>,
    /// What should be in the drawer now, of that business.
    pub expected: Paise,
}

/// Counts one's own drawer. From then on it holds what was counted.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CloseDrawer {
    /// Notes, each value once.
    #[serde(default)]
    #[schemars(length(max = 10))]
    pub notes: Vec<NoteCount>,
    /// Coins, whole rupees.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub coins: i64,
    /// Why there is a difference; needed where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 120))]
    pub reason: Option<String>,
    /// Whose money; the one business in the drawer, or the first, where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<Id<Business>>,
}
command!(CloseDrawer = "drawer.close", May(DrawerUse), Act -> Closed);

/// How many notes of one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NoteCount {
    /// Rupees: 2000, 500, 200, 100, 50, 20, 10, 5, 2 or 1.
    #[schemars(range(min = 1, max = 2_000))]
    pub value: i64,
    /// How many.
    #[schemars(range(min = 0, max = 100_000))]
    pub count: i64,
}

/// The money of a day. Without `drawer.all` one's own alone, with `drawer.use`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct GetDay {
    /// The day; today where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
}
command!(GetDay = "day.figures", SignIn, Read -> DayFigures);

/// The reply of `day.figures`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DayFigures {
    /// The day.
    pub day: Option<Day>,
    /// Whether it is one person's alone.
    pub own: bool,
    /// Σ bills that stand, less nothing.
    pub billed: Paise,
    /// How many.
    pub bills: i64,
    /// Σ credit notes.
    pub credited: Paise,
    /// How many.
    pub credit_notes: i64,
    /// Money that came in, an advance used up not among it.
    pub received: Paise,
    /// The same by tender.
    pub tenders: Vec<TenderSum>,
    /// Money given back, below zero.
    pub refunded: Paise,
    /// How often.
    pub refunds: i64,
    /// What is still owed on the day's bills.
    pub new_dues: Paise,
    /// On how many.
    pub new_due_bills: i64,
    /// What came in for bills of earlier days.
    pub old_dues: Paise,
    /// From how many patients.
    pub old_due_patients: i64,
    /// Who did what.
    pub people: Vec<PersonFigures>,
    /// Values and taxes, credit notes taken off.
    pub taxes: Vec<TaxSum>,
    /// The numbers used, a row a series.
    pub series: Vec<SeriesFigures>,
    /// Payments that nobody has found at the bank yet.
    pub unseen: Vec<PaymentRow>,
    /// Whose drawer had cash move in it on the day and was not counted since.
    pub uncounted: Vec<Id<User>>,
    /// That the day is locked.
    pub locked: Option<DayLocked>,
}

/// A locked day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DayLocked {
    /// Which day.
    pub day: Day,
    /// When it was locked, UTC milliseconds.
    pub at: i64,
    /// By whom.
    pub person: Id<User>,
    /// Who agreed with their PIN.
    pub agreed_by: Option<Id<User>>,
}

/// Locks the money of a day: nothing more is dated in it. Without `day.lock` somebody who has it agrees with the PIN of
/// their running session.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct LockDay {
    /// Which; today where not said, never later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// The login of whoever agrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 40))]
    pub agreed_by: Option<String>,
    /// Their PIN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 6))]
    pub pin: Option<String>,
    /// Also where a drawer was not counted.
    #[serde(default)]
    pub uncounted: bool,
}
command!(LockDay = "day.lock", SignIn, Act, legal -> DayLocked);

/// Opens a locked day again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UnlockDay {
    /// Which.
    pub day: Day,
    /// Why.
    #[schemars(length(min = 1, max = 120))]
    pub reason: String,
}
command!(UnlockDay = "day.unlock", May(DayLock), Act -> Done);

/// What came in one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TenderSum {
    /// How.
    pub tender: Tender,
    /// How much came in.
    pub received: Paise,
    /// How much was given back, below zero.
    pub refunded: Paise,
}

/// One person's day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PersonFigures {
    /// Who.
    pub person: Id<User>,
    /// How many bills they issued that stand.
    pub bills: i64,
    /// Cash taken.
    pub cash: Paise,
    /// UPI.
    pub upi: Paise,
    /// Card.
    pub card: Paise,
    /// Cheque or transfer.
    pub bank: Paise,
    /// Given back, below zero.
    pub refunded: Paise,
    /// All of it.
    pub total: Paise,
}

/// Values and taxes of one kind of supply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TaxSum {
    /// Whose supply it is.
    pub business: Id<Business>,
    /// How GST looks at it.
    pub treatment: Treatment,
    /// Hundredths of a percent.
    pub rate: i64,
    /// HSN or SAC.
    pub hsn: Option<String>,
    /// With tax, after discount.
    pub value: Paise,
    /// Without tax; 0 where none is charged.
    pub taxable: Paise,
    /// Central tax.
    pub cgst: Paise,
    /// State tax.
    pub sgst: Paise,
    /// Integrated tax.
    pub igst: Paise,
}

/// The numbers of one series that a day used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SeriesFigures {
    /// `A1C/2627`.
    pub series: String,
    /// The first.
    pub first: i64,
    /// The last.
    pub last: i64,
    /// How many documents.
    pub count: i64,
    /// Those of them that were cancelled.
    pub cancelled: Vec<i64>,
    /// Numbers between the day before and the last that no document here has.
    pub missing: Vec<i64>,
}
