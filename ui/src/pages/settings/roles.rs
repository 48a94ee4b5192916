//! What each role may do: the same table that the dispatcher keeps.

use model::capability::{Capability, Role};
use yew::prelude::*;

use crate::kit::{Card, Icon};
use crate::words::{W, use_words};

/// The table.
#[derive(Clone, PartialEq, Properties)]
pub struct RolesProps {
    /// The roles of the person looked at, marked in the head.
    pub marked: Vec<Role>,
}

/// The groups of the table, and the features whose capabilities stand in each. The last takes what no other does.
const GROUPS: [(&str, &[&str]); 4] = [
    ("patients", &["patient", "consent", "history", "import", "queue", "appointment"]),
    ("care", &["allergy"]),
    ("money", &["charge", "bill", "payment", "drawer"]),
    ("clinic", &[]),
];

/// The group under which a capability stands.
fn group_of(capability: Capability) -> &'static str {
    let feature = capability.as_str().split('.').next().unwrap_or_default();
    GROUPS.iter().find(|(_, features)| features.contains(&feature)).map_or("clinic", |(group, _)| group)
}

/// Every capability against every role.
#[component]
pub fn RolesTable(props: &RolesProps) -> Html {
    let w = use_words();
    let column = |role: &Role| {
        let class = classes!("mid", props.marked.contains(role).then_some("role-on"));
        html! { <th scope="col" {class}>{ w.t(&format!("role-head-{}", role.as_str())) }</th> }
    };
    let group = |(group, _): &(&'static str, &[&str])| {
        let of = Capability::ALL.iter().filter(|c| group_of(**c) == *group);
        html! {
            <tbody key={*group}>
                <tr class="is-group"><th colspan={(Role::ALL.len() + 1).to_string()} scope="rowgroup">{ w.t(&format!("roles-group-{group}")) }</th></tr>
                { for of.map(|capability| row(&w, *capability, &props.marked)) }
            </tbody>
        }
    };
    let legend =
        html! { <span class="sub legendline" aria-hidden="true">{ yes() }{ w.t("yes") }{ no() }{ w.t("no") }</span> };
    html! {
        <Card title={w.t("roles-title")} sub={w.t("roles-sub")} actions={legend} body={false}>
            <div class="tablewrap" tabindex="0" role="group" aria-label={w.t("roles-title")}>
                <table class="table table--cap table--roles">
                    <thead><tr><th scope="col">{ w.t("roles-may") }</th>{ for Role::ALL.iter().map(column) }</tr></thead>
                    { for GROUPS.iter().map(group) }
                </table>
            </div>
        </Card>
    }
}

fn row(w: &W, capability: Capability, marked: &[Role]) -> Html {
    let cell = |role: &Role| {
        let may = role.capabilities().contains(&capability);
        html! {
            <td class={classes!("mid", marked.contains(role).then_some("role-on"))}>
                { if may { yes() } else { no() } }
                <span class="sr">{ w.t(if may { "yes" } else { "no" }) }</span>
            </td>
        }
    };
    let key = format!("capability-{}", capability.as_str().replace('.', "-"));
    html! { <tr key={capability.as_str()}><th scope="row" class="caprow">{ w.t(&key) }</th>{ for Role::ALL.iter().map(cell) }</tr> }
}

fn yes() -> Html {
    html! { <span class="cap-y"><Icon name="check" size="sm" /></span> }
}

fn no() -> Html {
    html! { <span class="cap-n" aria-hidden="true">{ "–" }</span> }
}
