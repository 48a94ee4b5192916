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

/// A section named by its heading.
#[component]
pub fn Card(props: &CardProps) -> Html {
    html! {
        <section class={classes!("card", props.class.clone())} aria-label={props.title.clone()}>
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
