//! Invented families: who lives together, shares a phone and an address, and is whose guardian.

use model::commands::patients::{NewAllergy, NewConsent, PatientDetails, RegisterPatient};
use model::day::Day;
use model::name::fold;
use model::patient::{BloodGroup, Purpose, Relation, Sex, Speaks};
use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus as Dice;

use super::names::{Community, Name, any_community, common};
use super::places::{ALLERGENS, AREAS, Area, BUILDINGS};

/// Families of whom somebody else may still come; the number bounds the memory.
const OPEN: usize = 2_048;

/// Every family, as its people come one by one.
pub(super) struct Families {
    open: Vec<Household>,
    phones: Scattered,
    abha: Scattered,
}

/// Numbers that do not follow each other, none twice before all are used.
struct Scattered {
    next: u64,
    of: u64,
}

struct Household {
    community: &'static Community,
    devanagari: bool,
    last: Name,
    head: Name,
    wife: Name,
    grandfather: Name,
    head_years: i32,
    phone: Option<String>,
    address: Option<String>,
    area: Area,
    speaks: Speaks,
    /// Those who have come already, of whom there is one alone.
    come: Vec<Member>,
    left: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Head,
    Wife,
    Grandfather,
    Grandmother,
    Son,
    Daughter,
}

/// How often each comes, in a hundred.
const COMES: &[(Member, u32)] = &[
    (Member::Head, 26),
    (Member::Wife, 33),
    (Member::Grandfather, 6),
    (Member::Grandmother, 9),
    (Member::Son, 14),
    (Member::Daughter, 12),
];

/// Blood groups as common as in western India, in a thousand.
const BLOOD: &[(BloodGroup, u32)] = &[
    (BloodGroup::BPositive, 320),
    (BloodGroup::OPositive, 295),
    (BloodGroup::APositive, 235),
    (BloodGroup::AbPositive, 85),
    (BloodGroup::BNegative, 20),
    (BloodGroup::ONegative, 20),
    (BloodGroup::ANegative, 18),
    (BloodGroup::AbNegative, 7),
];

impl Families {
    /// Nobody yet. Small clinics keep to the phones 90000 0xxxx, larger ones to 90000 xxxxx.
    pub(super) fn new(dice: &mut Dice, patients: u64) -> Self {
        let span = if patients <= 15_000 { 10_000 } else { 100_000 };
        Self {
            open: Vec::new(),
            phones: Scattered { next: dice.random_range(0..span), of: span },
            abha: Scattered { next: dice.random_range(0..100_000_000), of: 100_000_000 },
        }
    }

    /// The next person who has never been here, on that day.
    pub(super) fn next(&mut self, dice: &mut Dice, day: Day) -> RegisterPatient {
        let known = !self.open.is_empty() && dice.random_ratio(11, 20);
        let at = if known {
            dice.random_range(0..self.open.len())
        } else {
            let new = Household::new(dice, &mut self.phones);
            if self.open.len() >= OPEN {
                let moved_away = dice.random_range(0..self.open.len());
                self.open.swap_remove(moved_away);
            }
            self.open.push(new);
            self.open.len() - 1
        };
        let household = &mut self.open[at];
        let person = household.person(dice, day, &mut self.phones, &mut self.abha);
        household.left = household.left.saturating_sub(1);
        if household.left == 0 {
            self.open.swap_remove(at);
        }
        person
    }
}

impl Scattered {
    fn take(&mut self) -> u64 {
        self.next = (self.next + 7_919) % self.of;
        self.next
    }
}

impl Household {
    fn new(dice: &mut Dice, phones: &mut Scattered) -> Self {
        let community = any_community(dice);
        let speaks = community.speaks[dice.random_range(0..community.speaks.len())];
        Self {
            community,
            devanagari: community.writes_devanagari() && chance(dice, 6),
            last: common(dice, &community.last),
            head: common(dice, &community.male),
            wife: common(dice, &community.female),
            grandfather: common(dice, &community.male),
            head_years: dice.random_range(22..52) + dice.random_range(0..20),
            phone: chance(dice, 93).then(|| phone(phones)),
            address: chance(dice, 70).then(|| address(dice)),
            area: common(dice, AREAS),
            speaks,
            come: Vec::new(),
            left: 1 + dice.random_range(0..3) + dice.random_range(0..3),
        }
    }

    fn person(&mut self, dice: &mut Dice, day: Day, phones: &mut Scattered, abha: &mut Scattered) -> RegisterPatient {
        let member = self.who(dice);
        let (first, father, sex) = self.named(dice, member);
        let days = self.age_in_days(dice, member);
        let name = self.full_name(dice, first, father, sex);
        let (guardian, relation) = self.guardian(dice, member, days);
        let listed = chance(dice, 8);
        let abha_number = chance(dice, 12).then(|| format!("910000{:08}", abha.take()));
        let abha_address = abha_number.is_some() && chance(dice, 60);
        RegisterPatient {
            name,
            sex,
            age: said(dice, day, days),
            details: PatientDetails {
                phone: if days > 18 * 365 && chance(dice, 10) { Some(phone(phones)) } else { self.phone.clone() },
                guardian,
                relation,
                address: self.address.clone(),
                area: chance(dice, 96).then(|| self.area.0.to_owned()),
                pin_code: chance(dice, 80).then(|| self.area.1.to_owned()),
                aadhaar_last4: chance(dice, 15).then(|| format!("{:04}", dice.random_range(0..10_000))),
                abha_address: abha_address.then(|| self.abha_address(dice, first)),
                abha_number: abha_number.clone(),
                blood_group: chance(dice, 35).then(|| blood(dice)),
                speaks: chance(dice, 75).then_some(self.speaks),
            },
            allergies: if listed { allergies(dice) } else { Vec::new() },
            no_known_allergy: !listed && chance(dice, 60),
            consents: self.consents(dice, abha_number.is_some()),
        }
    }

    fn who(&mut self, dice: &mut Dice) -> Member {
        let fits = |m: Member| {
            let too_old = self.head_years > 62 && matches!(m, Member::Grandfather | Member::Grandmother);
            !too_old && !self.come.contains(&m)
        };
        // Children are always among them.
        let may: Vec<_> = COMES.iter().copied().filter(|(m, _)| fits(*m)).collect();
        let member = weighted(dice, &may);
        if !matches!(member, Member::Son | Member::Daughter) {
            self.come.push(member);
        }
        member
    }

    /// The given name, that of the father or husband, and the sex.
    fn named(&self, dice: &mut Dice, member: Member) -> (Name, Name, Sex) {
        match member {
            Member::Head => (self.head, self.grandfather, Sex::Male),
            Member::Wife => (self.wife, self.head, Sex::Female),
            Member::Grandfather => (self.grandfather, common(dice, &self.community.male), Sex::Male),
            Member::Grandmother => (common(dice, &self.community.female), self.grandfather, Sex::Female),
            Member::Son => (common(dice, &self.community.male), self.head, Sex::Male),
            Member::Daughter => (common(dice, &self.community.female), self.head, Sex::Female),
        }
    }

    fn age_in_days(&self, dice: &mut Dice, member: Member) -> i32 {
        let years = match member {
            Member::Head => self.head_years,
            Member::Wife => (self.head_years - dice.random_range(0..7)).max(18),
            Member::Grandfather => self.head_years + dice.random_range(22..32),
            Member::Grandmother => self.head_years + dice.random_range(18..28),
            Member::Son | Member::Daughter => self.head_years - dice.random_range(21..36),
        };
        // A child whose parents are young is a small one.
        if years < 1 { dice.random_range(3..700) } else { years * 365 + dice.random_range(0..365) }
    }

    fn full_name(&self, dice: &mut Dice, first: Name, father: Name, sex: Sex) -> String {
        let written = |name: Name| name.written(self.devanagari);
        let (first, last) = (written(first), written(self.last));
        if let Some((his, hers, often)) = self.community.word
            && !self.devanagari
            && chance(dice, often)
        {
            let word = if sex == Sex::Female { hers } else { his };
            // "Singh Singh" is nobody's name.
            return if last == word { format!("{first} {word}") } else { format!("{first} {word} {last}") };
        }
        if chance(dice, self.community.middle) {
            return format!("{first} {} {last}", written(father));
        }
        match written(father).chars().next().filter(|c| c.is_ascii() && chance(dice, 15)) {
            Some(initial) => format!("{first} {initial}. {last}"),
            None => format!("{first} {last}"),
        }
    }

    fn guardian(&self, dice: &mut Dice, member: Member, days: i32) -> (Option<String>, Option<Relation>) {
        let (name, relation) = match member {
            Member::Wife => (self.head, Relation::Husband),
            Member::Son | Member::Daughter if chance(dice, 80) => (self.head, Relation::Father),
            Member::Son | Member::Daughter => (self.wife, Relation::Mother),
            Member::Grandfather | Member::Grandmother => (self.head, Relation::Son),
            Member::Head if chance(dice, 50) => (self.wife, Relation::Wife),
            Member::Head => (self.grandfather, Relation::Father),
        };
        let asked = match member {
            Member::Head => 25,
            Member::Wife => 70,
            _ if days < 18 * 365 => 100,
            _ => 60,
        };
        if !chance(dice, asked) {
            return (None, None);
        }
        let written = |name: Name| name.written(self.devanagari);
        (Some(format!("{} {}", written(name), written(self.last))), Some(relation))
    }

    /// At the sandbox, so that it can be nobody's.
    fn abha_address(&self, dice: &mut Dice, first: Name) -> String {
        let plain = |name: Name| fold(name.written(false)).replace(' ', "");
        format!("{}.{}{}@sbx", plain(first), plain(self.last), dice.random_range(10..1_000))
    }

    fn consents(&self, dice: &mut Dice, abha: bool) -> Vec<NewConsent> {
        let mut consents = Vec::new();
        let mut ask = |purpose, given| consents.push(NewConsent { purpose, given, language: self.speaks });
        if chance(dice, 82) {
            ask(Purpose::Records, true);
            if chance(dice, 60) {
                ask(Purpose::Reminders, chance(dice, 80));
            }
            if abha {
                ask(Purpose::AbhaLink, chance(dice, 90));
            }
        }
        consents
    }
}

fn phone(phones: &mut Scattered) -> String {
    format!("90000{:05}", phones.take())
}

fn address(dice: &mut Dice) -> String {
    let building = common(dice, BUILDINGS);
    match dice.random_range(0..3) {
        0 => format!("Flat {}, {building}", dice.random_range(1..40)),
        1 => format!("{}, {building}, Lane {}", dice.random_range(1..120), dice.random_range(1..9)),
        _ => format!("S. No. {}/{}, {building}", dice.random_range(1..140), dice.random_range(1..12)),
    }
}

/// The age as it is said at the counter, or the date of birth: more often for small children.
fn said(dice: &mut Dice, day: Day, days: i32) -> String {
    let knows_the_day = if days < 6 * 365 { 75 } else { 30 };
    if chance(dice, knows_the_day) {
        return day.plus_days(-days).to_iso();
    }
    match days {
        0..30 => format!("{days}d"),
        30..730 => format!("{}m", days / 31),
        _ => format!("{}", days / 365),
    }
}

fn blood(dice: &mut Dice) -> BloodGroup {
    weighted(dice, BLOOD)
}

fn allergies(dice: &mut Dice) -> Vec<NewAllergy> {
    let first = dice.random_range(0..ALLERGENS.len());
    let second = (first + 1 + dice.random_range(0..ALLERGENS.len() - 1)) % ALLERGENS.len();
    let several = if chance(dice, 12) { vec![first, second] } else { vec![first] };
    let noted =
        |at: usize| NewAllergy { substance: ALLERGENS[at].0.to_owned(), reaction: ALLERGENS[at].1.map(str::to_owned) };
    several.into_iter().map(noted).collect()
}

/// One of them, as often as its weight says.
fn weighted<T: Copy>(dice: &mut Dice, of: &[(T, u32)]) -> T {
    let mut left = dice.random_range(0..of.iter().map(|(_, weight)| weight).sum());
    for (value, weight) in of {
        if left < *weight {
            return *value;
        }
        left -= weight;
    }
    of[0].0
}

fn chance(dice: &mut Dice, in_a_hundred: u32) -> bool {
    dice.random_ratio(in_a_hundred, 100)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn everybody_passes_the_rules_of_a_registration() {
        let day = Day::parse_iso("2026-11-23").unwrap();
        let mut dice = Dice::seed_from_u64(7);
        let mut families = Families::new(&mut dice, 5_000);
        for _ in 0..5_000 {
            let person = families.next(&mut dice, day);
            assert!(crate::patients::check(&person, day).is_ok(), "{person:?}");
            assert!(person.details.phone.iter().all(|p| p.starts_with("900000")));
        }
    }

    #[test]
    fn people_share_phones_and_differ_otherwise() {
        let day = Day::parse_iso("2026-11-23").unwrap();
        let mut dice = Dice::seed_from_u64(7);
        let mut families = Families::new(&mut dice, 2_000);
        let people: Vec<_> = (0..2_000).map(|_| families.next(&mut dice, day)).collect();
        let distinct = |mut of: Vec<String>| {
            of.sort();
            of.dedup();
            of.len()
        };
        let phones: Vec<String> = people.iter().filter_map(|p| p.details.phone.clone()).collect();
        let (all, own) = (phones.len(), distinct(phones));
        assert!(all > 1_700 && own < all * 2 / 3 && own > all / 4, "{own} of {all}");
        assert!(distinct(people.iter().map(|p| p.name.clone()).collect()) > 1_700);
        let listed = people.iter().filter(|p| !p.allergies.is_empty()).count();
        assert!((110..=210).contains(&listed), "{listed}");
        let devanagari = people.iter().filter(|p| !p.name.is_ascii()).count();
        assert!((40..=200).contains(&devanagari), "{devanagari}");
    }
}
