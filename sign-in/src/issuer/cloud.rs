//! Microsoft's clouds. In: a name. Out: where users sign in there, and where Graph is.

/// A cloud of Microsoft's. Accounts of one are unknown in the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cloud {
    /// The one of most: `login.microsoftonline.com`.
    #[default]
    Global,
    /// The government of the United States (GCC High, L4): `login.microsoftonline.us`.
    UsGovL4,
    /// Its department of defence (L5): `login.microsoftonline.us`, with a Graph of its own.
    UsGovL5,
    /// China, operated by 21Vianet: `login.partner.microsoftonline.cn`.
    China,
}

impl Cloud {
    /// Where users and programs sign in, without a slash at the end.
    pub const fn login_url(self) -> &'static str {
        match self {
            Self::Global => "https://login.microsoftonline.com",
            Self::UsGovL4 | Self::UsGovL5 => "https://login.microsoftonline.us",
            Self::China => "https://login.partner.microsoftonline.cn",
        }
    }

    /// Microsoft Graph, without version and without a slash at the end: the resource that short scopes such as
    /// `User.Read` mean.
    pub const fn graph_url(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::UsGovL4 => "https://graph.microsoft.us",
            Self::UsGovL5 => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }
}
