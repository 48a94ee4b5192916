//! What the first run asks, as it is typed.

use model::commands::clinic::{BusinessDetails, CreateClinic, NewBusiness, NewOwner};
use model::tenancy::{BusinessKind, Runs, TaxStatus};
use model::words::Language;

/// The whole form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The clinic's name.
    pub name: String,
    /// What it runs.
    pub runs: Runs,
    /// Its legal persons; the first is always there.
    pub businesses: Vec<Business>,
    /// The owner's name.
    pub owner_name: String,
    /// The owner's login.
    pub login: String,
    /// The owner's password.
    pub password: String,
    /// The password once more.
    pub again: String,
    /// What this computer is called.
    pub desk: String,
}

/// One legal person.
#[derive(Clone, Debug, PartialEq)]
pub struct Business {
    /// The name on its registrations; empty is the clinic's name.
    pub legal_name: String,
    /// What it does.
    pub kind: BusinessKind,
    /// Street and place.
    pub address: String,
    /// PIN code.
    pub pin_code: String,
    /// Phone.
    pub phone: String,
    /// How it stands to GST.
    pub tax_status: TaxStatus,
    /// GSTIN.
    pub gstin: String,
    /// Form 20 and 21 numbers.
    pub drug_licences: String,
    /// Under the Clinical Establishments Act.
    pub clinic_registration: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            name: String::new(),
            runs: Runs::Clinic,
            businesses: vec![Business::new(BusinessKind::Clinic)],
            owner_name: String::new(),
            login: String::new(),
            password: String::new(),
            again: String::new(),
            desk: String::new(),
        }
    }
}

impl Business {
    /// An empty one.
    pub fn new(kind: BusinessKind) -> Self {
        Self {
            legal_name: String::new(),
            kind,
            address: String::new(),
            pin_code: String::new(),
            phone: String::new(),
            tax_status: TaxStatus::Unregistered,
            gstin: String::new(),
            drug_licences: String::new(),
            clinic_registration: String::new(),
        }
    }

    /// One that is there already, to be changed.
    pub fn of(known: &BusinessDetails) -> Self {
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        Self {
            legal_name: known.legal_name.clone(),
            kind: known.kind,
            address: known.address.clone(),
            pin_code: text(&known.pin_code),
            phone: known.phone.clone(),
            tax_status: known.tax_status,
            gstin: text(&known.gstin),
            drug_licences: text(&known.drug_licences),
            clinic_registration: text(&known.clinic_registration),
        }
    }

    /// Whether it has a GSTIN.
    pub fn is_registered(&self) -> bool {
        self.tax_status != TaxStatus::Unregistered
    }

    fn to_new(&self, clinic: &str) -> NewBusiness {
        let legal_name = if self.legal_name.trim().is_empty() { clinic } else { &self.legal_name };
        NewBusiness {
            legal_name: legal_name.to_owned(),
            kind: self.kind,
            address: self.address.clone(),
            pin_code: said(&self.pin_code),
            phone: self.phone.clone(),
            tax_status: self.tax_status,
            gstin: said(&self.gstin).filter(|_| self.is_registered()),
            drug_licences: said(&self.drug_licences),
            clinic_registration: said(&self.clinic_registration),
        }
    }
}

impl Form {
    /// Whether business `at` sells medicines as far as the form knows.
    pub fn sells(&self, at: usize) -> bool {
        let one = self.businesses.len() == 1;
        self.businesses.get(at).is_some_and(|b| b.kind == BusinessKind::Pharmacy) || (one && self.runs != Runs::Clinic)
    }

    /// The command that it makes.
    pub fn command(&self, language: Language) -> CreateClinic {
        CreateClinic {
            name: self.name.clone(),
            runs: self.runs,
            businesses: self.businesses.iter().map(|b| b.to_new(&self.name)).collect(),
            owner: NewOwner {
                login: self.login.trim().to_lowercase(),
                name: self.owner_name.clone(),
                password: self.password.clone(),
            },
            desk: said(&self.desk),
            language,
        }
    }
}

/// A login made of a name: `Dr. Meera Joshi` becomes `meera`.
pub fn login_of(name: &str) -> String {
    let word = name.split_whitespace().find(|w| !w.ends_with('.')).unwrap_or_default();
    word.to_lowercase().chars().filter(|c| c.is_ascii_alphanumeric()).take(32).collect()
}

fn said(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_made_of_the_first_name() {
        assert_eq!(login_of("Dr. Meera Joshi"), "meera");
        assert_eq!(login_of("मीरा"), "");
    }

    #[test]
    fn an_unregistered_business_has_no_gstin() {
        let mut form = Form { name: "Vatsal Clinic".to_owned(), ..Form::default() };
        form.businesses[0].gstin = "27AAZFV0000Q1ZL".to_owned();
        let command = form.command(Language::En);
        assert_eq!(command.businesses[0].gstin, None);
        assert_eq!(command.businesses[0].legal_name, "Vatsal Clinic");
    }
}
