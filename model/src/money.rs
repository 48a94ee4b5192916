//! Money: whole paise, never a float.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

use crate::digits;
use crate::fault::Refusal;
use crate::value::{Datum, Shape};

/// An amount in paise, a hundredth of a rupee; below zero for money that goes out.
///
/// On screen `₹1,24,080.00` with [`fmt::Display`], `₹1,24,080` with `{:#}` where paise do not matter: grouped by
/// three and then by two, a true minus before the sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Paise(pub i64);

/// An amount that was typed and cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("type an amount such as 500 or 499.50")]
pub struct MoneyError;

impl From<MoneyError> for Refusal {
    fn from(_: MoneyError) -> Self {
        Refusal("field-money")
    }
}

impl Paise {
    /// Nothing.
    pub const ZERO: Paise = Paise(0);

    /// The most that one amount may be: ten crore rupees, so that no sum of a clinic's life overflows.
    pub const MOST: Paise = Paise(10_000_000_000);

    /// So many whole rupees.
    pub const fn rupees(rupees: i64) -> Paise {
        Paise(rupees * 100)
    }

    /// The amount times a count.
    pub const fn times(self, count: i64) -> Paise {
        Paise(self.0.saturating_mul(count))
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Rounded to the nearest rupee, 50 paise up (CGST Act, section 170).
    pub const fn to_rupee(self) -> Paise {
        Paise((self.0 + 50).div_euclid(100) * 100)
    }

    /// An amount of no less than nothing as typed: `500`, `1,24,080`, `₹499.50`, in digits of any script.
    ///
    /// # Errors
    /// [`MoneyError`] for anything else, more than two decimals, or more than [`Paise::MOST`].
    pub fn parse(text: &str) -> Result<Paise, MoneyError> {
        let text = digits::latin(text.trim());
        let text = text.as_str().trim_start_matches('₹').trim_start_matches("Rs.").trim_start_matches("Rs").trim();
        let (rupees, paise) = text.split_once('.').unwrap_or((text, ""));
        let rupees: String = rupees.chars().filter(|c| *c != ',').collect();
        let number = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if rupees.is_empty() || rupees.len() > 9 || paise.len() > 2 || !number(&rupees) || !number(paise) {
            return Err(MoneyError);
        }
        let whole: i64 = rupees.parse().map_err(|_| MoneyError)?;
        let part: i64 = format!("{paise:0<2}").parse().map_err(|_| MoneyError)?;
        let amount = Paise(whole * 100 + part);
        if amount > Paise::MOST { Err(MoneyError) } else { Ok(amount) }
    }
}

impl fmt::Display for Paise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let rupees = (size / 100).to_string();
        let (head, tail) = rupees.split_at(rupees.len().saturating_sub(3));
        let mut grouped = String::new();
        for (i, digit) in head.chars().enumerate() {
            if i > 0 && (head.len() - i).is_multiple_of(2) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if !grouped.is_empty() {
            grouped.push(',');
        }
        let minus = if self.0 < 0 { "−" } else { "" };
        write!(f, "{minus}₹{grouped}{tail}")?;
        if f.alternate() { Ok(()) } else { write!(f, ".{:02}", size % 100) }
    }
}

impl Add for Paise {
    type Output = Paise;
    fn add(self, other: Paise) -> Paise {
        Paise(self.0 + other.0)
    }
}

impl Sub for Paise {
    type Output = Paise;
    fn sub(self, other: Paise) -> Paise {
        Paise(self.0 - other.0)
    }
}

impl Neg for Paise {
    type Output = Paise;
    fn neg(self) -> Paise {
        Paise(-self.0)
    }
}

impl AddAssign for Paise {
    fn add_assign(&mut self, other: Paise) {
        self.0 += other.0;
    }
}

impl SubAssign for Paise {
    fn sub_assign(&mut self, other: Paise) {
        self.0 -= other.0;
    }
}

impl Sum for Paise {
    fn sum<I: Iterator<Item = Paise>>(amounts: I) -> Paise {
        amounts.fold(Paise::ZERO, Add::add)
    }
}

impl schemars::JsonSchema for Paise {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Paise".into()
    }

    /// Each field says its own bounds.
    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": -Paise::MOST.0, "maximum": Paise::MOST.0 })
    }
}

impl Datum for Paise {
    const SHAPE: Shape = Shape::Int;

    fn to_value(&self) -> crate::Value {
        crate::Value::Int(self.0)
    }

    fn from_value(value: &crate::Value) -> Option<Self> {
        i64::from_value(value).map(Paise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rupees_are_grouped_by_three_and_then_by_two() {
        for (paise, text) in [
            (0, "₹0.00"),
            (5, "₹0.05"),
            (99_900, "₹999.00"),
            (100_000, "₹1,000.00"),
            (12_408_000, "₹1,24,080.00"),
            (10_000_000, "₹1,00,000.00"),
            (12_345_678_900, "₹12,34,56,789.00"),
            (-5_050, "−₹50.50"),
        ] {
            assert_eq!(Paise(paise).to_string(), text);
        }
        assert_eq!(format!("{:#}", Paise(1_465_000)), "₹14,650");
    }

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        for (text, paise) in [
            ("500", 50_000),
            (" 499.5 ", 49_950),
            ("₹1,24,080.05", 12_408_005),
            ("५००", 50_000),
            ("Rs. 20", 2_000),
            ("0", 0),
        ] {
            assert_eq!(Paise::parse(text), Ok(Paise(paise)), "{text}");
        }
        for text in ["", "-5", "1.234", "abc", "5 00", "1e3", "99999999999"] {
            assert_eq!(Paise::parse(text), Err(MoneyError), "{text}");
        }
    }

    #[test]
    fn fifty_paise_round_up() {
        assert_eq!(Paise(149).to_rupee(), Paise(100));
        assert_eq!(Paise(150).to_rupee(), Paise(200));
        assert_eq!(Paise(-150).to_rupee(), Paise(-100));
    }
}
