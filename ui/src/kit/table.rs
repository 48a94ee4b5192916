//! A table.

use yew::prelude::*;

/// A table with a head that stays.
#[derive(Clone, PartialEq, Properties)]
pub struct TableProps {
    /// What it lists, for screen readers.
    pub label: AttrValue,
    /// The columns: class and heading.
    pub head: Vec<(&'static str, AttrValue)>,
    /// More classes: `table--rows`, `table--lg`.
    #[prop_or_default]
    pub class: Classes,
    /// The `tr`s.
    pub children: Html,
}

/// A table that scrolls inside its frame.
#[component]
pub fn Table(props: &TableProps) -> Html {
    html! {
        <div class="tablewrap" role="group" aria-label={props.label.clone()} tabindex="0">
            <table class={classes!("table", props.class.clone())}>
                <thead>
                    <tr>{ for props.head.iter().map(|(class, label)| {
                        // A column of buttons has no heading to be read.
                        let role = label.is_empty().then_some("presentation");
                        html! { <th scope="col" class={*class} {role}>{ label }</th> }
                    }) }</tr>
                </thead>
                <tbody>{ props.children.clone() }</tbody>
            </table>
        </div>
    }
}
