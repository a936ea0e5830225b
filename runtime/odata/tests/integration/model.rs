//! A model as the generator writes it, for the tests of this folder.

use odata_client::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Enumeration, Extra, Field, Flags, Guid, Json,
    Model, TimeOfDay,
    codegen::{Place, Visit},
};

/// A call, as generated code declares it.
#[derive(Clone, Default)]
pub(crate) struct Call {
    pub id: Option<String>,
    pub direction: Option<Direction>,
    pub modes: Option<Flags<Mode>>,
    pub created: Option<DateTimeOffset>,
    pub day: Option<Date>,
    pub time: Option<TimeOfDay>,
    pub length: Option<Duration>,
    pub tenant: Option<Guid>,
    pub muted: Option<bool>,
    pub size: Option<i64>,
    pub rank: Option<i32>,
    pub level: Option<u8>,
    pub score: Option<f64>,
    pub ratio: Option<f32>,
    pub price: Option<Decimal>,
    pub photo: Option<Binary>,
    pub raw: Option<Json>,
    pub tags: Option<Vec<String>>,
    pub gaps: Option<Vec<Option<i32>>>,
    pub inner: Option<Box<Call>>,
    pub targets: Option<Vec<Call>>,
    pub extra: Extra,
}

impl Model for Call {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            "id" => &mut self.id,
            "direction" => &mut self.direction,
            "modes" => &mut self.modes,
            "created" => &mut self.created,
            "day" => &mut self.day,
            "time" => &mut self.time,
            "length" => &mut self.length,
            "tenantId" => &mut self.tenant,
            "muted" => &mut self.muted,
            "size" => &mut self.size,
            "rank" => &mut self.rank,
            "level" => &mut self.level,
            "score" => &mut self.score,
            "ratio" => &mut self.ratio,
            "price" => &mut self.price,
            "photo" => &mut self.photo,
            "raw" => &mut self.raw,
            "tags" => &mut self.tags,
            "gaps" => &mut self.gaps,
            "inner" => &mut self.inner,
            "targets" => &mut self.targets,
            _ => return Place::Extra(&mut self.extra),
        })
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        visit.property("id", self.id.view());
        visit.property("direction", self.direction.view());
        visit.property("modes", self.modes.view());
        visit.property("created", self.created.view());
        visit.property("day", self.day.view());
        visit.property("time", self.time.view());
        visit.property("length", self.length.view());
        visit.property("tenantId", self.tenant.view());
        visit.property("muted", self.muted.view());
        visit.property("size", self.size.view());
        visit.property("rank", self.rank.view());
        visit.property("level", self.level.view());
        visit.property("score", self.score.view());
        visit.property("ratio", self.ratio.view());
        visit.property("price", self.price.view());
        visit.property("photo", self.photo.view());
        visit.property("raw", self.raw.view());
        visit.property("tags", self.tags.view());
        visit.property("gaps", self.gaps.view());
        visit.property("inner", self.inner.view());
        visit.property("targets", self.targets.view());
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}
odata_client::codegen::model!(Call, "sample.call");

/// An enumeration, as generated code declares it.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum Direction {
    Incoming,
    Outgoing,
    Unrecognized(String),
}

impl Enumeration for Direction {
    const MEMBERS: &'static [Self] = &[Self::Incoming, Self::Outgoing];

    fn as_str(&self) -> &str {
        match self {
            Self::Incoming => "incoming",
            Self::Outgoing => "outgoing",
            Self::Unrecognized(text) => text,
        }
    }

    fn unrecognized(text: String) -> Self {
        Self::Unrecognized(text)
    }
}
odata_client::codegen::enumeration!(Direction, "sample.direction");

/// An enumeration whose members combine.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum Mode {
    Audio,
    Video,
    Other(String),
}

impl Enumeration for Mode {
    const MEMBERS: &'static [Self] = &[Self::Audio, Self::Video];

    fn as_str(&self) -> &str {
        match self {
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Other(text) => text,
        }
    }

    fn unrecognized(text: String) -> Self {
        Self::Other(text)
    }
}
odata_client::codegen::enumeration!(Mode, "sample.mode");

/// An enumeration without members.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum Nameless {
    Unrecognized(String),
}

impl Enumeration for Nameless {
    const MEMBERS: &'static [Self] = &[];

    fn as_str(&self) -> &str {
        match self {
            Self::Unrecognized(text) => text,
        }
    }

    fn unrecognized(text: String) -> Self {
        Self::Unrecognized(text)
    }
}
odata_client::codegen::enumeration!(Nameless, "sample.nameless");
