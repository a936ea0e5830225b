//! An item of the collection, as generated code declares it and as serde's derive does.

use odata_client::{
    Extra, Field, Model,
    codegen::{Place, Visit},
};
use serde::Deserialize;

/// A user, as generated code declares it.
#[derive(Clone, Default)]
pub(crate) struct User {
    pub(crate) id: Option<String>,
    pub(crate) display_name: Option<String>,
    pub(crate) mail: Option<String>,
    pub(crate) rank: Option<i32>,
    pub(crate) enabled: Option<bool>,
    pub(crate) extra: Extra,
}

impl Model for User {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            "id" => &mut self.id,
            "displayName" => &mut self.display_name,
            "mail" => &mut self.mail,
            "rank" => &mut self.rank,
            "enabled" => &mut self.enabled,
            _ => return Place::Extra(&mut self.extra),
        })
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        visit.property("id", self.id.view());
        visit.property("displayName", self.display_name.view());
        visit.property("mail", self.mail.view());
        visit.property("rank", self.rank.view());
        visit.property("enabled", self.enabled.view());
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}
odata_client::codegen::model!(User, "sample.user");

/// The same for serde.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read, as the other is")]
pub(crate) struct PlainUser {
    pub(crate) id: Option<String>,
    pub(crate) display_name: Option<String>,
    pub(crate) mail: Option<String>,
    pub(crate) rank: Option<i32>,
    pub(crate) enabled: Option<bool>,
}

#[derive(Deserialize)]
pub(crate) struct PlainPage {
    pub(crate) value: Vec<PlainUser>,
    #[serde(rename = "@odata.nextLink")]
    pub(crate) next_link: Option<String>,
}
