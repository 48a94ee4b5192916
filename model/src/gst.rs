//! GST on what is supplied: taxes out of prices that include them, rounding, and which document the law wants.
//!
//! Sources: CGST Act, sections 10, 31 and 170; IGST Act, sections 5, 10 and 12; CGST Rules 46, 46A and 49. Prices
//! include tax as an MRP does. The two halves are each taxable × rate / 2, rounded half up and thus equal; what the
//! paise of a line then lack or have too much goes into the bill's round-off.

use crate::billing::{BillLine, DocumentKind, Treatment};
use crate::commands::bills::BillSums;
use crate::money::Paise;
use crate::tenancy::TaxStatus;

/// Rule 46(e): from this taxable value on, the address of a recipient who is not registered must be on the invoice.
pub const ADDRESS_FROM: Paise = Paise::rupees(50_000);

/// A rate of 100 % in hundredths of a percent.
const WHOLE: i64 = 10_000;

/// Which taxes a supplier charges on one supply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Levy {
    /// None: not registered, or under the composition levy.
    None,
    /// Central and State tax: the supply stays in the supplier's State.
    Central,
    /// Integrated tax: it goes to another.
    Integrated,
}

impl Levy {
    /// What a supplier of that status in State `own` charges on a supply to State `place`; where either is not
    /// known, it stays in the State.
    pub fn of(status: TaxStatus, own: Option<&str>, place: Option<&str>) -> Self {
        match (status, own, place) {
            (TaxStatus::Unregistered | TaxStatus::Composition, ..) => Levy::None,
            (TaxStatus::Regular, Some(own), Some(place)) if own != place => Levy::Integrated,
            (TaxStatus::Regular, ..) => Levy::Central,
        }
    }
}

/// A value and the taxes on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The rate that was charged, hundredths of a percent; 0 where none was.
    pub rate: i64,
    /// Without tax.
    pub taxable: Paise,
    /// Central tax.
    pub cgst: Paise,
    /// State tax, the same.
    pub sgst: Paise,
    /// Integrated tax.
    pub igst: Paise,
}

/// Takes the taxes out of a value that includes them. `value` is no less than nothing, `rate` in hundredths of a
/// percent.
pub fn split(levy: Levy, treatment: Treatment, rate: i64, value: Paise) -> Split {
    if levy == Levy::None || treatment != Treatment::Taxable || rate <= 0 {
        return Split { taxable: value, ..Split::default() };
    }
    let taxable = portion(value, WHOLE, WHOLE + rate);
    match levy {
        Levy::Integrated => Split { rate, taxable, igst: portion(taxable, rate, WHOLE), ..Split::default() },
        _ => {
            let half = portion(taxable, rate, 2 * WHOLE);
            Split { rate, taxable, cgst: half, sgst: half, ..Split::default() }
        }
    }
}

/// `amount × part / whole`, rounded half up; nothing where the whole is nothing. None of them is below nothing.
pub fn portion(amount: Paise, part: i64, whole: i64) -> Paise {
    if whole <= 0 {
        return Paise::ZERO;
    }
    let (amount, part, whole) = (i128::from(amount.0), i128::from(part), i128::from(whole));
    Paise(i64::try_from((2 * amount * part + whole) / (2 * whole)).unwrap_or(i64::MAX))
}

/// Spreads a discount over values by their size, to the paisa; none gets more than its value. `discount` is at most
/// their sum.
pub fn spread(discount: Paise, values: &[Paise]) -> Vec<Paise> {
    let sum: i128 = values.iter().map(|v| i128::from(v.0)).sum();
    if sum == 0 {
        return vec![Paise::ZERO; values.len()];
    }
    let share = |v: &Paise| i128::from(discount.0) * i128::from(v.0);
    let mut shares: Vec<Paise> =
        values.iter().map(|v| Paise(i64::try_from(share(v) / sum).unwrap_or_default())).collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(share(&values[*at]) % sum), *at));
    let left = discount - shares.iter().copied().sum();
    for at in order.into_iter().take(usize::try_from(left.0).unwrap_or_default()) {
        shares[at] += Paise(1);
    }
    shares
}

/// The sums of a bill's lines, rounded to the rupee (section 170).
pub fn sums(lines: &[BillLine]) -> BillSums {
    let mut sums = BillSums::default();
    let mut printed = Paise::ZERO;
    for line in lines {
        sums.gross += line.price.times(line.quantity);
        sums.discount += line.discount;
        let values = if line.rate > 0 { &mut sums.taxable } else { &mut sums.untaxed };
        *values += line.taxable;
        sums.cgst += line.cgst;
        sums.sgst += line.sgst;
        sums.igst += line.igst;
        sums.cess += line.cess;
        printed += line.total;
    }
    rounded(sums, printed.to_rupee())
}

/// The same sums with that total, and the round-off that makes it.
pub fn rounded(sums: BillSums, total: Paise) -> BillSums {
    let exact = sums.taxable + sums.untaxed + sums.cgst + sums.sgst + sums.igst + sums.cess;
    BillSums { total, round_off: total - exact, ..sums }
}

/// What a bill is before the law; `taxed` says of each line whether tax is charged on it.
pub fn document(status: TaxStatus, taxed: &[bool]) -> DocumentKind {
    match status {
        TaxStatus::Unregistered => DocumentKind::Bill,
        TaxStatus::Composition => DocumentKind::BillOfSupply,
        TaxStatus::Regular if taxed.iter().all(|t| !t) => DocumentKind::BillOfSupply,
        TaxStatus::Regular if taxed.iter().all(|t| *t) => DocumentKind::TaxInvoice,
        TaxStatus::Regular => DocumentKind::InvoiceCumBill,
    }
}

/// Whether taxable and other supply of this supplier may stand on one document: rule 46A is for
/// recipients who are not registered.
pub fn together(status: TaxStatus, recipient_registered: bool) -> bool {
    status != TaxStatus::Regular || !recipient_registered
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bandage_of_180_rupees_at_5_percent_splits_as_the_paper_shows() {
        let split = split(Levy::Central, Treatment::Taxable, 500, Paise(18_000));
        assert_eq!((split.taxable, split.cgst, split.sgst), (Paise(17_143), Paise(429), Paise(429)));
    }

    #[test]
    fn rates_of_the_schedules_split_as_worked_out_by_hand() {
        for (rate, value, taxable, half) in [
            (500, 1_920, 1_829, 46),
            (500, 63_000, 60_000, 1_500),
            (1_200, 11_200, 10_000, 600),
            (1_800, 179_400, 152_034, 13_683),
            (4_000, 14_000, 10_000, 2_000),
            (500, 1, 1, 0),
            (500, 0, 0, 0),
        ] {
            let got = split(Levy::Central, Treatment::Taxable, rate, Paise(value));
            assert_eq!((got.taxable, got.cgst, got.sgst), (Paise(taxable), Paise(half), Paise(half)), "{rate} {value}");
        }
        let other = split(Levy::Integrated, Treatment::Taxable, 500, Paise(18_000));
        assert_eq!((other.taxable, other.igst, other.cgst), (Paise(17_143), Paise(857), Paise::ZERO));
    }

    #[test]
    fn whoever_is_not_registered_charges_no_tax() {
        for status in [TaxStatus::Unregistered, TaxStatus::Composition] {
            assert_eq!(Levy::of(status, Some("27"), Some("29")), Levy::None);
        }
        assert_eq!(Levy::of(TaxStatus::Regular, Some("27"), Some("29")), Levy::Integrated);
        assert_eq!(Levy::of(TaxStatus::Regular, Some("27"), Some("27")), Levy::Central);
        assert_eq!(Levy::of(TaxStatus::Regular, Some("27"), None), Levy::Central);
        let all = split(Levy::None, Treatment::Taxable, 500, Paise(18_000));
        assert_eq!(all, Split { taxable: Paise(18_000), ..Split::default() });
    }

    #[test]
    fn the_document_follows_the_content_and_the_status() {
        use DocumentKind::*;
        use TaxStatus::*;
        assert_eq!(document(Regular, &[true]), TaxInvoice);
        assert_eq!(document(Regular, &[false]), BillOfSupply);
        assert_eq!(document(Regular, &[true, false]), InvoiceCumBill);
        assert_eq!(document(Composition, &[true, false]), BillOfSupply);
        assert_eq!(document(Unregistered, &[true]), Bill);
        assert!(together(Regular, false) && !together(Regular, true) && together(Unregistered, true));
    }

    #[test]
    fn a_discount_is_spread_to_the_paisa() {
        assert_eq!(spread(Paise(100), &[Paise(100), Paise(100), Paise(100)]), [Paise(34), Paise(33), Paise(33)]);
        assert_eq!(spread(Paise(5), &[Paise(0), Paise(5)]), [Paise(0), Paise(5)]);
        assert_eq!(spread(Paise(0), &[]), []);
    }

    proptest! {
        #[test]
        fn taxes_stay_within_a_paisa_of_the_price(value in 0i64..1_000_000_000, rate in 1i64..4_001) {
            let got = split(Levy::Central, Treatment::Taxable, rate, Paise(value));
            prop_assert!((got.taxable.0 + got.cgst.0 + got.sgst.0 - value).abs() <= 1);
            let got = split(Levy::Integrated, Treatment::Taxable, rate, Paise(value));
            prop_assert!((got.taxable.0 + got.igst.0 - value).abs() <= 1);
        }

        #[test]
        fn a_spread_adds_up_and_takes_no_more_than_there_is(
            values in proptest::collection::vec(0i64..10_000_000, 1..20), part in 0.0f64..=1.0,
        ) {
            let sum: i64 = values.iter().sum();
            let discount = Paise(((sum as f64) * part) as i64);
            let values: Vec<Paise> = values.into_iter().map(Paise).collect();
            let shares = spread(discount, &values);
            prop_assert_eq!(shares.iter().copied().sum::<Paise>(), discount);
            prop_assert!(shares.iter().zip(&values).all(|(s, v)| s <= v && s.0 >= 0));
        }
    }
}
