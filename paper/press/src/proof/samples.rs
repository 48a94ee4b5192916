//! Papers of made-up people.

use model::Id;
use model::age::Age;
use model::billing::{
    Bill, BillLine, DocumentKind, DrawerClose, DrawerEntry, DrawerReason, Receipt, Tender, Treatment,
};
use model::day::Day;
use model::money::Paise;
use model::paper::PaperKind;
use model::patient::{Sex, VisitKind, VisitState};
use model::schedule::AppointmentState;
use model::tenancy::TaxStatus;
use model::upi::UpiAddress;

use paper::{
    BillPaper, Corrected, CountPaper, DayList, DayRow, Doctor, Document, Layout, Paid, ReceiptPaper, TokenSlip, Tongue,
    Towards,
};

pub(super) const ZONE: i64 = 330;

pub(super) fn layout(paper: PaperKind, tongue: Tongue) -> Layout {
    Layout { paper, tongue, header: true, top: 0, side: 0, copies: 1, duplicate: false, sample: false }
}

fn day() -> Day {
    Day::from_ymd(2026, 11, 23).unwrap()
}

fn at(hour: i64, minute: i64) -> i64 {
    day().starts_at(ZONE) + (hour * 60 + minute) * 60_000
}

fn doctor() -> Doctor {
    Doctor { name: "Dr. Meera Joshi".to_owned(), registration: Some("MMC 2011/00/0457".to_owned()) }
}

pub(super) fn token() -> TokenSlip {
    TokenSlip {
        clinic: "Vatsal Family Clinic".to_owned(),
        token: "A-31".to_owned(),
        doctor: doctor(),
        room: Some("1".to_owned()),
        at: at(11, 45),
        zone_minutes: ZONE,
        patient: "Rukmini Thorat".to_owned(),
        before: 6,
        minutes: Some(35),
    }
}

fn line(position: i64, name: &str, quantity: i64, price: i64) -> BillLine {
    BillLine {
        id: Id::from_bytes([7; 16]),
        bill: Id::from_bytes([1; 16]),
        position,
        charge: None,
        service: None,
        item: None,
        batch: None,
        name: name.to_owned(),
        hsn: Some("9993".to_owned()),
        quantity,
        unit: "OTH".to_owned(),
        price: Paise(price),
        discount: Paise::ZERO,
        treatment: Treatment::Exempt,
        rate: 0,
        taxable: Paise(price * quantity),
        cgst: Paise::ZERO,
        sgst: Paise::ZERO,
        igst: Paise::ZERO,
        cess: Paise::ZERO,
        total: Paise(price * quantity),
        batch_number: None,
        expires: None,
        mrp: None,
        pack: None,
        manufacturer: None,
        schedule: None,
        corrects: None,
        doctor: None,
    }
}

/// A strip of a medicine at 5 %: `taxable` and `half` of the tax in paise.
fn medicine(position: i64, name: &str, quantity: i64, mrp: i64, pack: i64, taxable: i64, half: i64) -> BillLine {
    BillLine {
        hsn: Some("3004".to_owned()),
        unit: "TBS".to_owned(),
        price: Paise(mrp / pack),
        treatment: Treatment::Taxable,
        rate: 500,
        taxable: Paise(taxable),
        cgst: Paise(half),
        sgst: Paise(half),
        total: Paise(taxable + 2 * half),
        batch_number: Some("SR2604".to_owned()),
        expires: Day::from_ymd(2028, 8, 31),
        mrp: Some(Paise(mrp)),
        pack: Some(pack),
        manufacturer: Some("Sahyadri Remedies".to_owned()),
        ..line(position, name, quantity, 0)
    }
}

/// A bill of supply of a doctor's fee and an ECG, half paid.
pub(super) fn fee() -> BillPaper {
    let lines = vec![
        line(1, "Consultation, Dr. Meera Joshi", 1, 50_000),
        BillLine { discount: Paise(5_000), total: Paise(20_000), taxable: Paise(20_000), ..line(2, "ECG", 1, 25_000) },
    ];
    BillPaper {
        bill: Bill {
            id: Id::from_bytes([1; 16]),
            business: Id::from_bytes([2; 16]),
            desk: Id::from_bytes([3; 16]),
            number: "A1C/2627/000123".to_owned(),
            kind: DocumentKind::BillOfSupply,
            day: day(),
            at: at(11, 42),
            patient: None,
            visit: None,
            doctor: None,
            prescriber: None,
            recipient: Some("Sunita Ramesh Patil\nKothrud, Pune 411038".to_owned()),
            recipient_gstin: None,
            supplier: "Vatsal Family Clinic\n14 Karve Road, Lane 5, Kothrud, Pune 411038\n020 2000 0100".to_owned(),
            supplier_gstin: Some("27AAZFV0000Q1ZL".to_owned()),
            supplier_licences: Some("Clinic registration PMC/2019/0457".to_owned()),
            place_of_supply: Some("27".to_owned()),
            reverse_charge: false,
            corrects: None,
            reason: None,
            gross: Paise(75_000),
            discount: Paise(5_000),
            taxable: Paise::ZERO,
            untaxed: Paise(70_000),
            cgst: Paise::ZERO,
            sgst: Paise::ZERO,
            igst: Paise::ZERO,
            cess: Paise::ZERO,
            round_off: Paise::ZERO,
            total: Paise(70_000),
            supplier_status: TaxStatus::Regular,
            discount_reason: None,
            issued_by: Id::from_bytes([5; 16]),
        },
        lines,
        zone_minutes: ZONE,
        patient_number: Some("A1-004217".to_owned()),
        doctor: Some(doctor()),
        corrects: None,
        paid: vec![Paid { tender: Tender::Cash, amount: Paise(34_000), reference: None }],
        due: Paise(36_000),
        upi_address: UpiAddress::parse("vatsal@upi").ok(),
        cancelled: false,
        signatory: Some("Asha Kale".to_owned()),
    }
}

/// A tax invoice of medicines together with a fee.
pub(super) fn medicines() -> BillPaper {
    let mut paper = fee();
    paper.lines = vec![
        medicine(1, "Paravel 650", 9, 3_200, 15, 1_829, 46),
        medicine(2, "Doxivas 100", 10, 8_400, 10, 8_000, 200),
        BillLine { schedule: Some("H1".to_owned()), ..medicine(3, "Glucovant SR 500", 45, 3_375, 15, 9_643, 241) },
        line(4, "Consultation, Dr. Meera Joshi", 1, 50_000),
    ];
    total(&mut paper);
    paper.bill.kind = DocumentKind::InvoiceCumBill;
    paper.bill.supplier_licences = Some("DL 20: MH-PZ3-000112 · 21: MH-PZ3-000113".to_owned());
    paper.paid = vec![
        Paid { tender: Tender::Cash, amount: Paise(50_000), reference: None },
        Paid { tender: Tender::Upi, amount: paper.bill.total - Paise(50_000), reference: Some("…7781".to_owned()) },
    ];
    paper.due = Paise::ZERO;
    paper
}

/// Counts the sums of a bill anew from its lines.
fn total(paper: &mut BillPaper) {
    let of = |field: fn(&BillLine) -> Paise| -> Paise { paper.lines.iter().map(field).sum() };
    let taxed = |wanted: bool| -> Paise {
        paper.lines.iter().filter(|l| (l.treatment == Treatment::Taxable) == wanted).map(|l| l.taxable).sum()
    };
    let exact = of(|l| l.total);
    let bill = &mut paper.bill;
    (bill.taxable, bill.untaxed) = (taxed(true), taxed(false));
    (bill.cgst, bill.sgst, bill.igst) = (of(|l| l.cgst), of(|l| l.sgst), of(|l| l.igst));
    (bill.gross, bill.discount) = (exact, Paise::ZERO);
    bill.total = exact.to_rupee();
    bill.round_off = bill.total - exact;
}

/// From another State: integrated tax, and a registered recipient.
pub(super) fn interstate() -> BillPaper {
    let mut paper = medicines();
    paper.lines.truncate(3);
    for line in &mut paper.lines {
        line.igst = line.cgst + line.sgst;
        (line.cgst, line.sgst) = (Paise::ZERO, Paise::ZERO);
    }
    total(&mut paper);
    paper.bill.kind = DocumentKind::TaxInvoice;
    paper.bill.place_of_supply = Some("24".to_owned());
    paper.bill.recipient = Some("Anand Textiles Private Limited\n3 Ring Road, Surat 395002".to_owned());
    paper.bill.recipient_gstin = Some("24AAACA0000Q1Z5".to_owned());
    paper
}

/// Forty lines with long names.
pub(super) fn long() -> BillPaper {
    let mut paper = medicines();
    let name = "Amoxicillin trihydrate with potassium clavulanate and lactic acid bacillus, sustained release 625";
    paper.lines = (1..=40).map(|n| medicine(n, &format!("{name} no. {n}"), 100, 99_999, 15, 635_000, 15_875)).collect();
    paper.bill.recipient = Some(
        "Venkatanarasimharajuvaripeta Srinivasa Padmanabha Ramachandra Lakshminarayanan\n\
         Flat 1204, Tower C, Shree Siddhivinayak Residency Cooperative Housing Society, behind the old octroi post, \
         Sinhagad Road, Pune 411041"
            .to_owned(),
    );
    total(&mut paper);
    paper
}

/// Takes back one line of the medicines.
pub(super) fn credit_note() -> BillPaper {
    let mut paper = medicines();
    paper.lines.truncate(1);
    total(&mut paper);
    paper.bill.kind = DocumentKind::CreditNote;
    paper.bill.number = "A1N/2627/000004".to_owned();
    paper.bill.reason = Some("Strip came back unopened".to_owned());
    paper.corrects = Some(Corrected { number: "A1C/2627/000123".to_owned(), day: day() });
    paper.paid.clear();
    paper
}

pub(super) fn receipt() -> ReceiptPaper {
    ReceiptPaper {
        receipt: Receipt {
            id: Id::from_bytes([4; 16]),
            business: Id::from_bytes([2; 16]),
            desk: Id::from_bytes([3; 16]),
            number: "A1R/2627/000088".to_owned(),
            patient: None,
            taken_by: Id::from_bytes([5; 16]),
            day: day(),
            at: at(11, 42),
            total: Paise(34_000),
            given: Some(Paise(50_000)),
            change: Some(Paise(16_000)),
            corrects: None,
            reason: None,
        },
        payments: vec![
            Towards {
                tender: Tender::Cash,
                amount: Paise(24_000),
                reference: None,
                bill: Some("A1C/2627/000123".to_owned()),
            },
            Towards { tender: Tender::Upi, amount: Paise(10_000), reference: Some("…7781".to_owned()), bill: None },
        ],
        business: vec!["Vatsal Family Clinic".to_owned(), "14 Karve Road, Kothrud, Pune 411038".to_owned()],
        zone_minutes: ZONE,
        patient: Some("Sunita Ramesh Patil".to_owned()),
        patient_number: Some("A1-004217".to_owned()),
        taken_by: "Asha Kale".to_owned(),
        due: Paise(36_000),
    }
}

/// A drawer that was counted twice and was short.
pub(super) fn count() -> CountPaper {
    let (drawer, business) = (Id::from_bytes([5; 16]), Id::from_bytes([2; 16]));
    let entry = |why, amount, note: Option<&str>| DrawerEntry {
        id: Id::from_bytes([8; 16]),
        drawer,
        business,
        why,
        amount: Paise(amount),
        note: note.map(str::to_owned),
        day: day(),
        at: at(9, 0),
    };
    CountPaper {
        close: DrawerClose {
            id: Id::from_bytes([9; 16]),
            drawer,
            business,
            day: day(),
            at: at(19, 30),
            expected: Paise(1_139_000),
            counted: Paise(1_138_000),
            difference: Paise(-1_000),
            denominations: "500×19 200×8 100×2 20×1 10×3 coins×30".to_owned(),
            reason: Some("Too much change was given".to_owned()),
        },
        business: vec!["Vatsal Family Clinic".to_owned(), "14 Karve Road, Kothrud, Pune 411038".to_owned()],
        person: "Asha Kale".to_owned(),
        opening: Paise(50_000),
        received: Paise(1_240_000),
        refunded: Paise(-34_000),
        entries: vec![
            entry(DrawerReason::Float, 200_000, None),
            entry(DrawerReason::Payout, -4_500, Some("Tea and milk for the waiting room")),
            entry(DrawerReason::Drawings, -100_000, None),
            entry(DrawerReason::Deposit, -212_000, None),
        ],
        differences: Paise(-500),
        zone_minutes: ZONE,
    }
}

pub(super) fn day_list(count: i64) -> DayList {
    let names =
        ["Rukmini Thorat", "सुनीता रमेश पाटील", "Abdul Karim Sheikh", "Lakshmi Venkataraman", "જયેશ પટેલ", "முருகன் செல்வி"];
    let rows = (0..count).map(|n| {
        let index = usize::try_from(n).unwrap();
        DayRow {
            token: (n % 3 != 2).then(|| format!("A-{}", n + 1)),
            at: at(9 + n / 12, n % 12 * 5),
            patient: names[index % names.len()].to_owned(),
            number: format!("A1-{:06}", 4_200 + n),
            age: if n == 7 { Age::Months(9) } else { Age::Years(20 + u16::try_from(n % 60).unwrap()) },
            sex: if n % 2 == 0 { Sex::Female } else { Sex::Male },
            kind: VisitKind::ALL[index % VisitKind::ALL.len()],
            booked: Some(AppointmentState::Booked),
            visit: (n % 3 != 2).then(|| VisitState::ALL[index % VisitState::ALL.len()]),
        }
    });
    DayList {
        clinic: "Vatsal Family Clinic".to_owned(),
        doctor: doctor(),
        day: day(),
        rows: rows.collect(),
        at: at(8, 55),
        zone_minutes: ZONE,
    }
}

/// Every paper as it is usually printed.
pub(super) fn all() -> Vec<(&'static str, PaperKind, Document)> {
    let bill = |paper: BillPaper| Document::Bill(Box::new(paper));
    vec![
        ("token", PaperKind::Token, Document::Token(token())),
        ("fee-80mm", PaperKind::Slip, bill(fee())),
        ("fee-a5", PaperKind::Receipt, bill(fee())),
        ("medicines-80mm", PaperKind::Slip, bill(medicines())),
        ("medicines-a5", PaperKind::Receipt, bill(medicines())),
        ("medicines-a4", PaperKind::Sheet, bill(medicines())),
        ("interstate-a4", PaperKind::Sheet, bill(interstate())),
        ("interstate-80mm", PaperKind::Slip, bill(interstate())),
        ("long-a5", PaperKind::Receipt, bill(long())),
        ("long-80mm", PaperKind::Slip, bill(long())),
        ("credit-note-a5", PaperKind::Receipt, bill(credit_note())),
        ("receipt-a5", PaperKind::Receipt, Document::Receipt(Box::new(receipt()))),
        ("receipt-80mm", PaperKind::Slip, Document::Receipt(Box::new(receipt()))),
        ("count-a5", PaperKind::Receipt, Document::Count(Box::new(count()))),
        ("count-80mm", PaperKind::Slip, Document::Count(Box::new(count()))),
        ("day-list", PaperKind::Sheet, Document::DayList(day_list(60))),
        ("empty-day-list", PaperKind::Sheet, Document::DayList(day_list(0))),
    ]
}
