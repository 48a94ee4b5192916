//! Charges, bills, payments, and the cash in a drawer.
//!
//! A charge is what somebody did or gave and may still be taken back. Issuing makes a bill: a new document with its
//! own number and its lines as printed, never edited. Money that changes hands is a receipt with its payments. All
//! that is owed or held is a sum of these entries.

use crate::Id;
use crate::day::Day;
use crate::money::Paise;
use crate::patient::{Patient, Visit, VisitKind};
use crate::tenancy::{Business, Desk, TaxStatus, User};

choice! {
    /// How GST looks at a supply.
    pub enum Treatment {
        /// Health care by a clinic or its doctors, SAC 9993 (Notification 12/2017, entry 74), and other exempt supply.
        Exempt = "exempt",
        /// Taxable at 0 %.
        Nil = "nil",
        /// Taxable at its rate.
        Taxable = "taxable",
        /// Outside GST.
        Outside = "outside",
    }
}

record! {
    /// Something that is charged for, with its price.
    pub struct Service = 21 "service" {
        /// Whose supply it is.
        1 business: Id<Business>, review;
        /// As printed: Consultation, ECG.
        2 name: String, latest;
        /// HSN or SAC.
        3 hsn: Option<String>, review;
        /// How GST looks at it.
        4 treatment: Treatment, review;
        /// The rate in hundredths of a percent, all of GST together: 500 is 5 %.
        5 rate: i64, review;
        /// The price of one, tax included.
        6 price: Paise, review;
        /// The doctor whose fee it is.
        7 doctor: Option<Id<User>>, review;
        /// The kind of visit whose fee it is; with `doctor`, it is charged at check-in.
        8 visit_kind: Option<VisitKind>, review;
        /// Whether it is still offered.
        9 active: bool, latest;
        /// The code of its unit (UQC): NOS, TBS; none for a service.
        10 unit: Option<String>, latest;
    }
}

record! {
    /// What a patient is to be billed for.
    pub struct Charge = 22 "charge" {
        /// Who is charged.
        1 patient: Id<Patient>, review;
        /// Of which visit.
        2 visit: Option<Id<Visit>>, review;
        /// Whose supply it is.
        3 business: Id<Business>, review;
        /// From the list of services.
        4 service: Option<Id<Service>>, latest;
        /// Who did it.
        5 doctor: Option<Id<User>>, review;
        /// As printed.
        6 name: String, review;
        /// HSN or SAC.
        7 hsn: Option<String>, review;
        /// How GST looks at it.
        8 treatment: Treatment, review;
        /// Hundredths of a percent.
        9 rate: i64, review;
        /// How many of the smallest unit.
        10 quantity: i64, review;
        /// The price of one, tax included.
        11 price: Paise, review;
        /// Taken off the whole charge.
        12 discount: Paise, review;
        /// Why it was taken off.
        13 discount_reason: Option<String>, review;
        /// When it was added, UTC milliseconds.
        14 at: i64, latest;
        /// The bill that it went into.
        15 bill: Option<Id<Bill>>, review;
        /// Why it is not charged after all.
        16 withdrawn: Option<String>, review;
        /// The code of its unit (UQC); none for a service.
        17 unit: Option<String>, review;
    }
}

choice! {
    /// What a bill is before the law.
    pub enum DocumentKind {
        /// CGST Rules, rule 46.
        TaxInvoice = "tax_invoice",
        /// Rule 49: only exempt supply, or a composition dealer's.
        BillOfSupply = "bill_of_supply",
        /// Rule 46A: both at once, to an unregistered person.
        InvoiceCumBill = "invoice_cum_bill",
        /// A bill of a business that is not registered.
        Bill = "bill",
        /// CGST Act, section 34: takes back all or part of an earlier one.
        CreditNote = "credit_note",
    }
}

record! {
    /// An issued bill or credit note. It never changes.
    pub struct Bill = 23 "bill" {
        /// Who issued it.
        1 business: Id<Business>, ledger;
        /// The desk whose register numbered it.
        2 desk: Id<Desk>, ledger;
        /// `A1C/2627/000123`: register and type, financial year, number in sequence; at most 16 characters (rule 46).
        3 number: String, ledger;
        /// What it is.
        4 kind: DocumentKind, ledger;
        /// Its date, which is the date of supply.
        5 day: Day, ledger;
        /// When it was issued, UTC milliseconds.
        6 at: i64, ledger;
        /// Who owes it; none for a sale to somebody unnamed.
        7 patient: Option<Id<Patient>>, ledger;
        /// Of which visit.
        8 visit: Option<Id<Visit>>, ledger;
        /// The doctor, or the prescriber of the clinic.
        9 doctor: Option<Id<User>>, ledger;
        /// A prescriber from elsewhere: name, place and registration as said.
        10 prescriber: Option<String>, ledger;
        /// The recipient as printed: name, then address, a line each.
        11 recipient: Option<String>, ledger;
        /// The recipient's GSTIN.
        12 recipient_gstin: Option<String>, ledger;
        /// The supplier as printed: legal name, address, phone, a line each.
        13 supplier: String, ledger;
        /// The supplier's GSTIN.
        14 supplier_gstin: Option<String>, ledger;
        /// The supplier's licences and registrations as printed.
        15 supplier_licences: Option<String>, ledger;
        /// The two digits of the State of supply, where known.
        16 place_of_supply: Option<String>, ledger;
        /// Tax is paid by the recipient.
        17 reverse_charge: bool, ledger;
        /// The bill that a credit note takes back from.
        18 corrects: Option<Id<Bill>>, ledger;
        /// Why it was taken back.
        19 reason: Option<String>, ledger;
        /// Σ quantity × price.
        20 gross: Paise, ledger;
        /// Σ discounts.
        21 discount: Paise, ledger;
        /// Σ values on which tax is charged.
        22 taxable: Paise, ledger;
        /// Σ values without tax: exempt, nil, outside.
        23 untaxed: Paise, ledger;
        /// Central tax.
        24 cgst: Paise, ledger;
        /// State or Union Territory tax.
        25 sgst: Paise, ledger;
        /// Integrated tax.
        26 igst: Paise, ledger;
        /// Compensation cess.
        27 cess: Paise, ledger;
        /// What rounding to the rupee (section 170), and the paise of each line, added or took: the total less the
        /// values and taxes.
        28 round_off: Paise, ledger;
        /// What is to be paid; on a credit note what is given back, no less than nothing.
        29 total: Paise, ledger;
        /// How the supplier stood to GST that day: a composition dealer's bill says so.
        30 supplier_status: TaxStatus, ledger;
        /// Why something was taken off the whole bill.
        31 discount_reason: Option<String>, ledger;
        /// Who issued it.
        32 issued_by: Id<User>, ledger;
    }
}

record! {
    /// A line of a bill, as printed.
    pub struct BillLine = 24 "bill_line" {
        /// Of which.
        1 bill: Id<Bill>, ledger;
        /// From 1.
        2 position: i64, ledger;
        /// The charge that it bills.
        3 charge: Option<Id<Charge>>, ledger;
        /// From the list of services.
        4 service: Option<Id<Service>>, ledger;
        /// The item of the stock.
        5 item: Option<Id<()>>, ledger;
        /// The batch of the stock.
        6 batch: Option<Id<()>>, ledger;
        /// What was supplied.
        7 name: String, ledger;
        /// HSN or SAC.
        8 hsn: Option<String>, ledger;
        /// How many of the smallest unit.
        9 quantity: i64, ledger;
        /// The unit's code (UQC): NOS, TBS; OTH for a service.
        10 unit: String, ledger;
        /// The price of one, tax included.
        11 price: Paise, ledger;
        /// Taken off the line.
        12 discount: Paise, ledger;
        /// How GST looks at it.
        13 treatment: Treatment, ledger;
        /// Hundredths of a percent, all of GST together; 0 where the supplier charges none.
        14 rate: i64, ledger;
        /// The value without tax, after discount.
        15 taxable: Paise, ledger;
        /// Central tax.
        16 cgst: Paise, ledger;
        /// State tax.
        17 sgst: Paise, ledger;
        /// Integrated tax.
        18 igst: Paise, ledger;
        /// Compensation cess.
        19 cess: Paise, ledger;
        /// With tax, after discount, as printed. Value and taxes, each rounded, may differ from it by a paisa.
        20 total: Paise, ledger;
        /// The batch number as printed on the pack.
        21 batch_number: Option<String>, ledger;
        /// The last day of use.
        22 expires: Option<Day>, ledger;
        /// The maximum retail price of a pack.
        23 mrp: Option<Paise>, ledger;
        /// Smallest units in a pack.
        24 pack: Option<i64>, ledger;
        /// As on the pack.
        25 manufacturer: Option<String>, ledger;
        /// H, H1 or X (Drugs Rules, 1945).
        26 schedule: Option<String>, ledger;
        /// The line that a credit note takes back from.
        27 corrects: Option<Id<BillLine>>, ledger;
        /// Who did it.
        28 doctor: Option<Id<User>>, ledger;
    }
}

record! {
    /// A bill was cancelled on its day, unpaid, with nothing handed over. Its number stays taken.
    pub struct BillCancellation = 25 "bill_cancellation" {
        /// Which.
        1 bill: Id<Bill>, ledger;
        /// Why.
        2 reason: String, ledger;
        /// When, UTC milliseconds.
        3 at: i64, ledger;
    }
}

record! {
    /// Money changed hands. Its payments say how, and for which bills.
    pub struct Receipt = 26 "receipt" {
        /// Whose money it is.
        1 business: Id<Business>, ledger;
        /// The desk whose register numbered it.
        2 desk: Id<Desk>, ledger;
        /// Numbered as bills are, in a series of its own.
        3 number: String, ledger;
        /// Who paid, or was paid back.
        4 patient: Option<Id<Patient>>, ledger;
        /// Who took it, or gave it back.
        5 taken_by: Id<User>, ledger;
        /// Its date.
        6 day: Day, ledger;
        /// When, UTC milliseconds.
        7 at: i64, ledger;
        /// Σ payments other than from an advance; below zero for money given back.
        8 total: Paise, ledger;
        /// The cash that was handed over.
        9 given: Option<Paise>, ledger;
        /// The cash that was handed back out of it.
        10 change: Option<Paise>, ledger;
        /// The receipt whose money is given back.
        11 corrects: Option<Id<Receipt>>, ledger;
        /// Why it was given back.
        12 reason: Option<String>, ledger;
    }
}

choice! {
    /// How money changed hands.
    pub enum Tender {
        /// Notes and coins, into the drawer of who took it.
        Cash = "cash",
        /// UPI; seen on a phone, confirmed by the bank later.
        Upi = "upi",
        /// A card machine.
        Card = "card",
        /// A cheque or a bank transfer.
        Bank = "bank",
        /// Out of what the patient paid before.
        Advance = "advance",
    }
}

record! {
    /// One tender towards one bill.
    pub struct Payment = 27 "payment" {
        /// Of which receipt.
        1 receipt: Id<Receipt>, ledger;
        /// Towards which bill; none adds to the patient's advance.
        2 bill: Option<Id<Bill>>, ledger;
        /// Whose.
        3 patient: Option<Id<Patient>>, ledger;
        /// How.
        4 tender: Tender, ledger;
        /// How much; below zero for money given back.
        5 amount: Paise, ledger;
        /// The bank's or the card machine's number, as far as known.
        6 reference: Option<String>, ledger;
        /// Whose drawer the cash went into or came out of.
        7 drawer: Option<Id<User>>, ledger;
        /// Whose money it is, as on the receipt.
        8 business: Id<Business>, ledger;
    }
}

record! {
    /// Somebody looked for a payment at the bank.
    pub struct PaymentCheck = 28 "payment_check" {
        /// Which.
        1 payment: Id<Payment>, ledger;
        /// Whether it was there.
        2 found: bool, ledger;
        /// The bank's number.
        3 reference: Option<String>, ledger;
        /// When, UTC milliseconds.
        4 at: i64, ledger;
    }
}

choice! {
    /// Why cash went into or out of a drawer without a patient.
    pub enum DrawerReason {
        /// Put in to give change from.
        Float = "float",
        /// Paid for something small.
        Payout = "payout",
        /// The owner took it.
        Drawings = "drawings",
        /// Taken to the bank.
        Deposit = "deposit",
    }
}

record! {
    /// Cash put into or taken out of a person's drawer.
    pub struct DrawerEntry = 29 "drawer_entry" {
        /// Whose drawer.
        1 drawer: Id<User>, ledger;
        /// Whose money.
        2 business: Id<Business>, ledger;
        /// Why.
        3 why: DrawerReason, ledger;
        /// How much; below zero for what was taken out.
        4 amount: Paise, ledger;
        /// What it was for.
        5 note: Option<String>, ledger;
        /// Its day.
        6 day: Day, ledger;
        /// When, UTC milliseconds.
        7 at: i64, ledger;
    }
}

record! {
    /// A drawer was counted. From then on it holds what was counted.
    pub struct DrawerClose = 30 "drawer_close" {
        /// Whose drawer.
        1 drawer: Id<User>, ledger;
        /// Whose money.
        2 business: Id<Business>, ledger;
        /// Its day.
        3 day: Day, ledger;
        /// When, UTC milliseconds.
        4 at: i64, ledger;
        /// What should have been there.
        5 expected: Paise, ledger;
        /// What was there.
        6 counted: Paise, ledger;
        /// Counted less expected: an entry of the drawer like any other.
        7 difference: Paise, ledger;
        /// How many of each, value in rupees first: `500×19 200×8`; what is no note is `coins`, in rupees.
        8 denominations: String, ledger;
        /// Why there was a difference.
        9 reason: Option<String>, ledger;
    }
}

record! {
    /// The money of a day was locked, or opened again: the last entry of a day holds. Nothing is dated in a locked day;
    /// what is to be corrected goes into the next.
    pub struct DayLock = 33 "day_lock" {
        /// Which day.
        1 day: Day, ledger;
        /// Locked, else opened again.
        2 locked: bool, ledger;
        /// When, UTC milliseconds.
        3 at: i64, ledger;
        /// Who did it.
        4 person: Id<User>, ledger;
        /// Who agreed with their PIN, where whoever did it may not do so alone.
        5 agreed_by: Option<Id<User>>, ledger;
        /// Why it was opened again.
        6 reason: Option<String>, ledger;
    }
}
