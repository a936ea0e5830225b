//! What is sent: parameters and members of forms, and how each is written.

/// Where a parameter, or a key, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum In {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a value is written as text (OpenAPI 3.1.1, section 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Of paths and headers: `a,b`.
    Simple,
    /// Of paths: `.a.b`.
    Label,
    /// Of paths: `;name=a`.
    Matrix,
    /// Of queries, cookies and forms: `name=a`.
    Form,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a%7Cb`.
    PipeDelimited,
    /// `name[member]=a`.
    DeepObject,
}

/// A parameter: its name on the wire, and how its value is written.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is said by the description for itself"
)]
pub struct Parameter {
    pub(in crate::call) name: &'static str,
    pub(in crate::call) place: In,
    pub(in crate::call) style: Style,
    pub(in crate::call) explode: bool,
    pub(in crate::call) reserved: bool,
    pub(in crate::call) json: bool,
    pub(in crate::call) required: bool,
    /// It is the whole of the query.
    pub(in crate::call) whole: bool,
}

impl Parameter {
    const fn new(name: &'static str, place: In, style: Style, explode: bool) -> Self {
        Self {
            name,
            place,
            style,
            explode,
            reserved: false,
            json: false,
            required: false,
            whole: false,
        }
    }

    /// In the path: style `simple`.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, In::Path, Style::Simple, false)
    }

    /// In the query: style `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, In::Query, Style::Form, true)
    }

    /// The whole of the query (OpenAPI 3.2, section 4.12.1): an object as a form, or JSON.
    pub const fn query_string(name: &'static str) -> Self {
        Self {
            whole: true,
            ..Self::query(name)
        }
    }

    /// In a header: style `simple`.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, In::Header, Style::Simple, false)
    }

    /// In a cookie: style `form`, exploded.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, In::Cookie, Style::Form, true)
    }

    /// With another style.
    #[must_use]
    pub const fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Whether each item of a list, or member of an object, stands for itself.
    #[must_use]
    pub const fn exploded(self, explode: bool) -> Self {
        Self { explode, ..self }
    }

    /// Reserved characters stay as they are, as far as they do not change the meaning of the URL.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self {
            reserved: true,
            ..self
        }
    }

    /// Written as JSON.
    #[must_use]
    pub const fn json(self) -> Self {
        Self { json: true, ..self }
    }

    /// The service wants it: a value of which nothing would be written is refused.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }
}

/// A body of a form: `application/x-www-form-urlencoded`.
#[derive(Debug)]
pub struct Form {
    /// As it is sent.
    pub media_type: &'static str,
    /// How members are written, of those that are not written as usual: lists repeat their name, the members of objects
    /// stand beside the others.
    pub fields: &'static [FormField],
}

impl Form {
    /// Without fields of other styles.
    pub const NEW: Self = Self {
        media_type: "application/x-www-form-urlencoded",
        fields: &[],
    };
}

/// How a member of a form is written.
#[derive(Clone, Copy, Debug)]
pub struct FormField(pub(in crate::call) Parameter);

impl FormField {
    /// As usual: style `form`, exploded.
    pub const fn new(name: &'static str) -> Self {
        Self(Parameter::query(name))
    }

    /// With another style.
    #[must_use]
    pub const fn style(self, style: Style) -> Self {
        Self(self.0.style(style))
    }

    /// Whether each item of a list, or member of an object, stands for itself.
    #[must_use]
    pub const fn exploded(self, explode: bool) -> Self {
        Self(self.0.exploded(explode))
    }

    /// Reserved characters stay as they are, as far as they do not change the meaning of the form.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self(self.0.reserved())
    }

    /// Written as JSON.
    #[must_use]
    pub const fn json(self) -> Self {
        Self(self.0.json())
    }
}
