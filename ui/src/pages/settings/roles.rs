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

/// Every capability against every role.
#[component]
pub fn RolesTable(props: &RolesProps) -> Html {
    let w = use_words();
    let column = |role: &Role| {
        let class = classes!("mid", props.marked.contains(role).then_some("role-on"));
        html! { <th scope="col" {class}>{ w.t(&format!("role-head-{}", role.as_str())) }</th> }
    };
    html! {
        <Card title={w.t("roles-title")} sub={w.t("roles-sub")} body={false}>
            <div class="tablewrap" tabindex="0" role="group" aria-label={w.t("roles-title")}>
                <table class="table table--cap table--roles">
                    <thead><tr><th scope="col">{ w.t("roles-may") }</th>{ for Role::ALL.iter().map(column) }</tr></thead>
                    <tbody>{ for Capability::ALL.iter().map(|capability| row(&w, *capability, &props.marked)) }</tbody>
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
                if may {
                    <span class="cap-y" title={w.t("yes")}><Icon name="check" size="sm" /><span class="sr">{ w.t("yes") }</span></span>
                } else {
                    <span class="cap-n" title={w.t("no")}><span aria-hidden="true">{ "–" }</span><span class="sr">{ w.t("no") }</span></span>
                }
            </td>
        }
    };
    let key = format!("capability-{}", capability.as_str().replace('.', "-"));
    html! { <tr key={capability.as_str()}><th scope="row" class="caprow">{ w.t(&key) }</th>{ for Role::ALL.iter().map(cell) }</tr> }
}
