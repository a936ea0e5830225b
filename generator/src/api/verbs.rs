//! The methods of HTTP that operations are described with, and sets of them.

/// Makes the enum of methods: variants and names as they stand in a request.
macro_rules! verbs {
    ($($(#[$docs:meta])* $variant:ident = $name:literal,)*) => {
        /// A method of HTTP: those that descriptions have members for, then all others that are registered (IANA's Hypertext
        /// Transfer Protocol Method Registry, RFC 9110, section 16.1), without those that are not requests for a resource.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Verb {
            $(
                $(#[$docs])*
                #[doc = concat!("`", $name, "`.")]
                $variant,
            )*
        }

        impl Verb {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As it stands in a request.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

verbs! {
    Get = "GET",
    Post = "POST",
    Patch = "PATCH",
    Put = "PUT",
    Delete = "DELETE",
    Head = "HEAD",
    Options = "OPTIONS",
    Trace = "TRACE",
    Query = "QUERY",
    Acl = "ACL",
    BaselineControl = "BASELINE-CONTROL",
    Bind = "BIND",
    Checkin = "CHECKIN",
    Checkout = "CHECKOUT",
    Copy = "COPY",
    Label = "LABEL",
    Link = "LINK",
    Lock = "LOCK",
    Merge = "MERGE",
    Mkactivity = "MKACTIVITY",
    Mkcalendar = "MKCALENDAR",
    Mkcol = "MKCOL",
    Mkredirectref = "MKREDIRECTREF",
    Mkworkspace = "MKWORKSPACE",
    Move = "MOVE",
    Orderpatch = "ORDERPATCH",
    Propfind = "PROPFIND",
    Proppatch = "PROPPATCH",
    /// Not registered; caches take it.
    Purge = "PURGE",
    Rebind = "REBIND",
    Report = "REPORT",
    Search = "SEARCH",
    Unbind = "UNBIND",
    Uncheckout = "UNCHECKOUT",
    Unlink = "UNLINK",
    Unlock = "UNLOCK",
    Update = "UPDATE",
    Updateredirectref = "UPDATEREDIRECTREF",
    VersionControl = "VERSION-CONTROL",
}

impl Verb {
    /// The method of a name, which is upper case.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|verb| verb.name() == name)
    }

    fn bit(self) -> u64 {
        1 << (self as u8)
    }
}

/// A set of methods of HTTP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Verbs(u64);

impl Verbs {
    /// No method.
    pub const NONE: Self = Self(0);
    /// Every method.
    pub const ALL: Self = Self(u64::MAX >> (u64::BITS as usize - Verb::ALL.len()));

    /// Just these.
    pub fn of(verbs: &[Verb]) -> Self {
        Self(verbs.iter().fold(0, |set, verb| set | verb.bit()))
    }

    /// Whether the method is in it.
    pub fn has(self, verb: Verb) -> bool {
        self.0 & verb.bit() != 0
    }

    /// Whether none is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this and not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The methods, in the order of [`Verb`].
    pub fn iter(self) -> impl Iterator<Item = Verb> {
        let all = Verb::ALL.iter().copied();
        all.filter(move |verb| self.has(*verb))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_is_found_by_its_name_and_in_the_set_of_all() {
        for verb in Verb::ALL {
            assert_eq!(Verb::by_name(verb.name()), Some(*verb));
        }
        assert_eq!(Verb::by_name("get"), None);
        assert_eq!(Verbs::of(Verb::ALL), Verbs::ALL);
        let all: Vec<Verb> = Verbs::ALL.iter().collect();
        assert_eq!(all, Verb::ALL);
    }
}
