//! Icons, key hints, people.

use yew::prelude::*;

/// An icon of `icons.svg`, which `boot.js` puts into the page.
#[derive(Clone, PartialEq, Properties)]
pub struct IconProps {
    /// Its name there, without `i-`.
    pub name: AttrValue,
    /// `sm`, `lg`, `xl`, or nothing.
    #[prop_or_default]
    pub size: &'static str,
    /// What it says, where it stands alone.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// An icon; silent for a screen reader unless it has a label.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let class = match props.size {
        "" => "i".to_owned(),
        size => format!("i i--{size}"),
    };
    let href = format!("#i-{}", props.name);
    match &props.label {
        Some(label) => html! { <svg {class} role="img" aria-label={label.clone()}><use href={href} /></svg> },
        None => html! { <svg {class} aria-hidden="true"><use href={href} /></svg> },
    }
}

/// A key hint.
#[derive(Clone, PartialEq, Properties)]
pub struct KbdProps {
    /// As in `Ctrl+Enter`.
    pub keys: AttrValue,
}

/// One `kbd` a key.
#[component]
pub fn Kbd(props: &KbdProps) -> Html {
    let parts: Vec<&str> = props.keys.split('+').collect();
    html! {
        for (i, part) in parts.iter().enumerate() {
            if i > 0 { {" "} }
            <kbd class="kbd">{ key_cap(part) }</kbd>
        }
    }
}

fn key_cap(part: &str) -> String {
    match part {
        "Up" => "↑",
        "Down" => "↓",
        "Left" => "←",
        "Right" => "→",
        other => other,
    }
    .to_owned()
}

/// A person.
#[derive(Clone, PartialEq, Properties)]
pub struct AvatarProps {
    /// Whose initials.
    pub name: AttrValue,
    /// `lg`, `xl`, or nothing.
    #[prop_or_default]
    pub size: &'static str,
}

/// Initials in a circle; the colour goes by the name, so that it stays.
#[component]
pub fn Avatar(props: &AvatarProps) -> Html {
    let tint = ["", "b", "c", "d", "f"][props.name.bytes().map(usize::from).sum::<usize>() % 5];
    let mut class = classes!("avatar");
    if !tint.is_empty() {
        class.push(format!("avatar--{tint}"));
    }
    if !props.size.is_empty() {
        class.push(format!("avatar--{}", props.size));
    }
    html! { <i {class} aria-hidden="true">{ initials(&props.name) }</i> }
}

/// First letters of the first and the last word, titles left out.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().filter(|w| !w.ends_with('.')).collect();
    let first = words.first().and_then(|w| w.chars().next());
    let last = (words.len() > 1).then(|| words.last().and_then(|w| w.chars().next())).flatten();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The pulse that is Nadi's sign.
#[component]
pub fn Logo() -> Html {
    html! {
        <svg viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"
            stroke-linejoin="round" aria-hidden="true">
            <path d="M2.5 17h6l3.5-9 6 17 3.5-8h3" />
            <circle cx="27.5" cy="17" r="2" fill="currentColor" stroke="none" />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_leave_titles_out() {
        assert_eq!(initials("Dr. Meera Joshi"), "MJ");
        assert_eq!(initials("Asha"), "A");
    }
}
