//! A command: a name, the capability it needs, its arguments and its output.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::capability::Capability;

/// What must hold before a command is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: the screens before sign-in.
    Nothing,
    /// An unlocked session, whatever the role.
    SignIn,
    /// An unlocked session of a person who may do this.
    May(Capability),
}

impl Needs {
    /// The capability, if one is needed.
    pub const fn capability(self) -> Option<Capability> {
        match self {
            Needs::May(capability) => Some(capability),
            Needs::Nothing | Needs::SignIn => None,
        }
    }
}

/// Whether a command appends to the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Looks only; runs beside writes.
    Read,
    /// Appends one transaction; carries a request id, and the same id again returns the first reply.
    Write,
    /// A write that somebody must answer for: also signed with the person's own key.
    Act,
    /// Changes this computer's own state (sessions, drafts), never the log.
    Local,
}

/// A call that the dispatcher knows. The type is its arguments.
pub trait Command: Serialize + DeserializeOwned + schemars::JsonSchema {
    /// `noun.verb`.
    const NAME: &'static str;
    /// Who may call it.
    const NEEDS: Needs;
    /// Whether it writes.
    const ACCESS: Access;
    /// Whether it issues something with a legal date, refused while the clock is in doubt.
    const LEGAL_DATE: bool = false;
    /// What it returns.
    type Output: Serialize + DeserializeOwned + schemars::JsonSchema;
}

impl Access {
    /// Whether it appends to the log.
    pub const fn writes(self) -> bool {
        matches!(self, Access::Write | Access::Act)
    }
}

/// Ties an arguments type to its name, needs, access and output; `, legal` where it issues what has a legal date.
#[macro_export]
macro_rules! command {
    ($args:ty = $name:literal, $needs:expr, $access:ident $(, $legal:ident)? -> $output:ty) => {
        impl $crate::command::Command for $args {
            const NAME: &'static str = $name;
            const NEEDS: $crate::command::Needs = {
                #[allow(unused_imports)]
                use $crate::capability::Capability::*;
                #[allow(unused_imports)]
                use $crate::command::Needs::*;
                $needs
            };
            const ACCESS: $crate::command::Access = $crate::command::Access::$access;
            $(const LEGAL_DATE: bool = $crate::command!(@$legal);)?
            type Output = $output;
        }
    };
    (@legal) => { true };
}

/// An empty reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Done {}
