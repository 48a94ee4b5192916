//! The numbers that the law wants in sequence: `A1C/2627/000123` (CGST Rules, rule 46; at most 16 of letters, digits,
//! `-` and `/`).
//!
//! A series belongs to one register, one business, one type of document and one financial year. A number is taken in
//! the commit that issues the document, the next after the last that stands in the table.

use model::Fault;
use model::billing::{Bill, Receipt};
use model::day::Day;
use model::tenancy::{Business, BusinessKind};
use store::View;
use store::accounts::Numbered;

/// The last number that six digits hold.
const LAST: u32 = 999_999;

/// Letters of further businesses of a kind at one register, three each.
const FURTHER: &str = "ABDEFGHJKUVWXYZ";

/// A document that is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Series {
    Bill,
    CreditNote,
    Receipt,
}

/// The next number of a series of `business` at `register`, for a document of that day.
///
/// # Errors
/// `series-dated-later` where the one before has a later date, `series-full`.
pub(crate) fn next(
    view: &View<'_>,
    register: &str,
    business: &Business,
    businesses: &[Business],
    series: Series,
    day: Day,
) -> store::Result<String> {
    let letter = letter(business, businesses, series).ok_or_else(|| Fault::new("series-full"))?;
    let prefix = format!("{register}{letter}/{}/", financial_year(day));
    let before = match series {
        Series::Bill | Series::CreditNote => after::<Bill>(view, &prefix)?,
        Series::Receipt => after::<Receipt>(view, &prefix)?,
    };
    let last = match before {
        Some((number, dated)) if dated > day => {
            return Err(Fault::new("series-dated-later").with("number", number).with("day", dated).into());
        }
        Some((number, _)) => sequence(&number),
        None => 0,
    };
    if last >= LAST {
        return Err(Fault::new("series-full").into());
    }
    Ok(format!("{prefix}{:06}", last + 1))
}

fn after<R: Numbered>(view: &View<'_>, prefix: &str) -> store::Result<Option<(String, Day)>> {
    view.last_of_series::<R>(prefix)
}

/// The series that a number is of, and its place in it: `A1C/2627/` and 123.
pub(crate) fn parts(number: &str) -> (&str, u32) {
    let at = number.rfind('/').map_or(0, |at| at + 1);
    (&number[..at], sequence(number))
}

fn sequence(number: &str) -> u32 {
    number.rsplit('/').next().and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// `2627` for a day from 1 April 2026 to 31 March 2027.
fn financial_year(day: Day) -> String {
    let first = if day.month() >= 4 { day.year() } else { day.year() - 1 };
    format!("{:02}{:02}", first.rem_euclid(100), (first + 1).rem_euclid(100))
}

/// The type's letter. Where a register serves several businesses of one kind, each has letters of its own, so that
/// no two share a series.
fn letter(business: &Business, businesses: &[Business], series: Series) -> Option<char> {
    let at = match series {
        Series::Bill => 0,
        Series::CreditNote => 1,
        Series::Receipt => 2,
    };
    let first = |kind| businesses.iter().find(|b| b.kind == kind).map(|b| b.id);
    if first(business.kind).is_none_or(|id| id == business.id) {
        let letters = match business.kind {
            BusinessKind::Clinic => "CNR",
            BusinessKind::Pharmacy => "PQS",
            BusinessKind::Laboratory => "LMT",
        };
        return letters.chars().nth(at);
    }
    let further = businesses.iter().filter(|b| first(b.kind) != Some(b.id));
    let place = further.map(|b| b.id).position(|id| id == business.id)?;
    FURTHER.chars().nth(place * 3 + at)
}

#[cfg(test)]
mod tests {
    use model::Id;
    use model::tenancy::TaxStatus;

    use super::*;

    fn business(id: u8, kind: BusinessKind) -> Business {
        Business {
            id: Id::from_bytes([id; 16]),
            legal_name: String::new(),
            kind,
            address: String::new(),
            pin_code: None,
            phone: String::new(),
            tax_status: TaxStatus::Unregistered,
            gstin: None,
            drug_licences: None,
            clinic_registration: None,
            upi_address: None,
            state_code: None,
        }
    }

    #[test]
    fn a_financial_year_begins_in_april() {
        for (day, year) in [((2026, 4, 1), "2627"), ((2027, 3, 31), "2627"), ((2100, 1, 1), "9900")] {
            assert_eq!(financial_year(Day::from_ymd(day.0, day.1, day.2).unwrap()), year);
        }
    }

    #[test]
    fn no_two_businesses_at_a_register_share_a_letter() {
        use BusinessKind::*;
        let all: Vec<Business> = [Clinic, Pharmacy, Laboratory, Clinic, Pharmacy, Clinic]
            .into_iter()
            .enumerate()
            .map(|(at, kind)| business(u8::try_from(at).unwrap(), kind))
            .collect();
        let mut letters = Vec::new();
        for business in &all {
            for series in [Series::Bill, Series::CreditNote, Series::Receipt] {
                letters.push(letter(business, &all, series).unwrap());
            }
        }
        assert_eq!(letters.iter().collect::<String>(), "CNRPQSLMTABDEFGHJK");
    }

    #[test]
    fn a_number_tells_its_series_and_place() {
        assert_eq!(parts("A1C/2627/000123"), ("A1C/2627/", 123));
    }
}
