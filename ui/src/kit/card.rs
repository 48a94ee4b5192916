//! A card.

use yew::prelude::*;

/// A card with a head and, perhaps, a foot.
#[derive(Clone, PartialEq, Properties)]
pub struct CardProps {
    /// Its heading.
    pub title: AttrValue,
    /// Beside the heading.
    #[prop_or_default]
    pub sub: Option<AttrValue>,
    /// At the end of the head.
    #[prop_or_default]
    pub actions: Option<Html>,
    /// At the foot.
    #[prop_or_default]
    pub foot: Option<Html>,
    /// Whether the content gets the usual padding.
    #[prop_or(true)]
    pub body: bool,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// The content.
    #[prop_or_default]
    pub children: Html,
}

/// A section named by its heading, and by what stands beside it: a clinic and its business can have one name.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let label = props.sub.as_ref().map_or_else(|| props.title.to_string(), |sub| format!("{}, {sub}", props.title));
    html! {
        <section class={classes!("card", props.class.clone())} aria-label={label}>
            <header class="card-head">
                <h2>{ &props.title }</h2>
                if let Some(sub) = &props.sub { <span class="sub">{ sub }</span> }
                if let Some(actions) = &props.actions { <span class="push row">{ actions.clone() }</span> }
            </header>
            if props.body {
                <div class="card-body stack stack--3">{ props.children.clone() }</div>
            } else {
                { props.children.clone() }
            }
            if let Some(foot) = &props.foot { <footer class="card-foot">{ foot.clone() }</footer> }
        </section>
    }
}
