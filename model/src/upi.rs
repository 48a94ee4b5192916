//! UPI: the address that money goes to, and the link that a payer's phone reads.

use std::fmt::Write;

use crate::fault::Refusal;
use crate::money::Paise;

/// Where UPI payments go: `name@bank`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpiAddress(String);

/// What was typed is no UPI address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("type a UPI address such as clinic@bank")]
pub struct UpiError;

impl From<UpiError> for Refusal {
    fn from(_: UpiError) -> Self {
        Refusal("field-upi")
    }
}

impl UpiAddress {
    /// Reads an address: 2 to 256 of letters, digits, `.`, `-`, `_`, then `@` and the letters and digits of a handle.
    ///
    /// # Errors
    /// [`UpiError`] for anything else.
    pub fn parse(text: &str) -> Result<UpiAddress, UpiError> {
        let text = text.trim();
        let (name, handle) = text.split_once('@').ok_or(UpiError)?;
        let named = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
        let fits = (2..=256).contains(&name.len())
            && (2..=64).contains(&handle.len())
            && name.bytes().all(named)
            && handle.bytes().all(|b| b.is_ascii_alphanumeric());
        if fits { Ok(UpiAddress(text.to_owned())) } else { Err(UpiError) }
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The link of a payment, `upi://pay?…` (NPCI's linking specification 1.6). `payee` is shown to the payer; `number` is
/// the bill's, which comes back with the payment; without `amount` the payer types it.
pub fn link(address: &UpiAddress, payee: &str, amount: Option<Paise>, number: Option<&str>) -> String {
    let mut link = format!("upi://pay?pa={}&pn={}", address.0, escaped(payee));
    if let Some(Paise(paise)) = amount {
        let _ = write!(link, "&am={}.{:02}", paise / 100, paise % 100);
    }
    link.push_str("&cu=INR");
    if let Some(number) = number {
        let number = escaped(number);
        let _ = write!(link, "&tn={number}&tr={number}");
    }
    link
}

/// Percent-encoded but for what RFC 3986 calls unreserved.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_handle() {
        for good in ["vatsalclinic@examplebank", "a.b-c_1@ybl", " 9820112345@upi "] {
            assert_eq!(UpiAddress::parse(good).map(|a| a.0), Ok(good.trim().to_owned()));
        }
        for bad in ["", "vatsal", "@bank", "a@bank", "a b@bank", "vatsal@", "vatsal@a@b", "vatsal@bank&am=1", "x'@bank"]
        {
            assert_eq!(UpiAddress::parse(bad), Err(UpiError), "{bad}");
        }
    }

    #[test]
    fn a_link_names_payee_amount_to_the_paisa_and_the_bills_number() {
        let address = UpiAddress::parse("vatsalclinic@examplebank").unwrap();
        assert_eq!(
            link(&address, "Vatsal Family Clinic", Some(Paise(153_005)), Some("A1C/2627/000123")),
            "upi://pay?pa=vatsalclinic@examplebank&pn=Vatsal%20Family%20Clinic&am=1530.05&cu=INR\
             &tn=A1C%2F2627%2F000123&tr=A1C%2F2627%2F000123"
        );
        assert_eq!(
            link(&address, "A & B=C", None, None),
            "upi://pay?pa=vatsalclinic@examplebank&pn=A%20%26%20B%3DC&cu=INR"
        );
    }
}
