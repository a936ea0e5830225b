//! Larger inputs to measure with: in goes a CSDL XML document, out comes one that holds it several times.
//!
//! Every schema is copied under a new namespace with all that refers to it, so that each copy refers to itself only:
//! what is declared once in `service` and `service.parts` is declared again in `copy2.service` and
//! `copy2.service.parts`. A document has one entity container: the sets, singletons and imports of the copies are
//! added to it under new names.

use std::collections::BTreeSet;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

/// Why a document cannot be copied.
#[derive(Debug, thiserror::Error)]
pub enum GrowError {
    /// It is not XML.
    #[error("the document is not XML: {0}")]
    Xml(#[from] quick_xml::Error),
    /// An attribute is none.
    #[error("an attribute is wrong: {0}")]
    Attribute(#[from] quick_xml::events::attributes::AttrError),
    /// It cannot be written.
    #[error("{0}")]
    Write(#[from] std::io::Error),
}

/// A document that holds the schemas of `xml` `times` times.
///
/// # Errors
/// `xml` is not XML.
pub fn grow(xml: &str, times: usize) -> Result<String, GrowError> {
    let names = Names::of(xml)?;
    let copies: Vec<Copied> = (2..=times)
        .map(|number| copy(xml, &names, number))
        .collect::<Result<_, _>>()?;
    let mut writer = Writer::new(Vec::new());
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::End(end) if end.local_name().as_ref() == "EntityContainer" => {
                for copy in &copies {
                    raw(&mut writer, &copy.children);
                }
                writer.write_event(Event::End(end))?;
            }
            Event::End(end) if end.local_name().as_ref() == "DataServices" => {
                for copy in &copies {
                    raw(&mut writer, &copy.schemas);
                }
                writer.write_event(Event::End(end))?;
            }
            event => writer.write_event(event)?,
        }
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

fn raw(writer: &mut Writer<Vec<u8>>, bytes: &[u8]) {
    writer.get_mut().extend_from_slice(bytes);
}

/// What a document declares that a copy must name otherwise.
#[derive(Default)]
struct Names {
    namespaces: BTreeSet<String>,
    aliases: BTreeSet<String>,
    /// The entity container with its namespace, and with the alias of that.
    containers: BTreeSet<String>,
}

impl Names {
    fn of(xml: &str) -> Result<Self, GrowError> {
        let mut names = Self::default();
        let mut current = Vec::new();
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event()? {
                Event::Eof => return Ok(names),
                Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                    "Schema" => {
                        let namespace = value(&start, "Namespace")?;
                        let alias = value(&start, "Alias")?;
                        names.namespaces.extend(namespace.clone());
                        names.aliases.extend(alias.clone());
                        current = namespace.into_iter().chain(alias).collect();
                    }
                    "EntityContainer" => {
                        let name = value(&start, "Name")?.unwrap_or_default();
                        let full = current.iter().map(|prefix| format!("{prefix}.{name}"));
                        names.containers.extend(full);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// The prefix of a copy for a qualified name that is one of this document's.
    fn prefix(&self, token: &str, number: usize) -> Option<String> {
        let (qualifier, _) = token.rsplit_once('.')?;
        if self.namespaces.contains(qualifier) {
            Some(format!("copy{number}."))
        } else if self.aliases.contains(qualifier) {
            Some(format!("copy{number}"))
        } else {
            None
        }
    }

    /// A value in which every qualified name is the one of a copy.
    fn renamed(&self, value: &str, number: usize) -> String {
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let mut text = String::with_capacity(value.len() + 8);
        let mut rest = value;
        while !rest.is_empty() {
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            let (token, after) = rest.split_at(end);
            if !self.containers.contains(token) {
                text.extend(self.prefix(token, number));
            }
            text.push_str(token);
            let end = after.find(is_name).unwrap_or(after.len());
            text.push_str(&after[..end]);
            rest = &after[end..];
        }
        text
    }

    /// A path that may begin at the container: its first child gets the name of a copy.
    fn target(&self, value: &str, number: usize, from_container: bool) -> String {
        let renamed = self.renamed(value, number);
        match renamed.split_once('/') {
            Some((container, below)) if self.containers.contains(container) => {
                format!("{container}/{}", of_copy(below, number))
            }
            _ if from_container => of_copy(&renamed, number),
            _ => renamed,
        }
    }
}

/// A path whose first segment is a child of the container, as the copy's.
fn of_copy(path: &str, number: usize) -> String {
    let (first, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    format!("{first}Copy{number}{rest}")
}

fn value(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, GrowError> {
    let attribute = start.try_get_attribute(name)?;
    Ok(attribute.map(|attribute| attribute.value.into_owned()))
}

/// The schemas of a copy without the container, and the children of that.
struct Copied {
    schemas: Vec<u8>,
    children: Vec<u8>,
}

fn copy(xml: &str, names: &Names, number: usize) -> Result<Copied, GrowError> {
    let mut schemas = Writer::new(Vec::new());
    let mut children = Writer::new(Vec::new());
    let (mut in_schema, mut in_container) = (false, false);
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event()?;
        let name = match &event {
            Event::Eof => break,
            Event::Start(start) => Some(start.local_name().as_ref().to_owned()),
            Event::End(end) => Some(end.local_name().as_ref().to_owned()),
            _ => None,
        };
        match (name.as_deref(), &event) {
            (Some("EntityContainer"), event) => {
                in_container = matches!(event, Event::Start(_));
                continue;
            }
            (Some("Schema"), Event::Start(_)) => in_schema = true,
            _ => {}
        }
        let writer = if in_container {
            &mut children
        } else {
            &mut schemas
        };
        let ends = name.as_deref() == Some("Schema") && matches!(event, Event::End(_));
        if in_schema {
            writer.write_event(match event {
                Event::Start(start) => Event::Start(element(&start, names, number, in_container)?),
                Event::Empty(start) => Event::Empty(element(&start, names, number, in_container)?),
                other => other,
            })?;
        }
        in_schema &= !ends;
    }
    Ok(Copied {
        schemas: schemas.into_inner(),
        children: children.into_inner(),
    })
}

/// The children of a container that are told apart by their names.
const CHILDREN: [&str; 4] = ["EntitySet", "Singleton", "ActionImport", "FunctionImport"];
/// The attributes whose values are words of people, not of the model.
const WORDS: [&str; 2] = ["String", "xmlns"];

fn element(
    start: &BytesStart<'_>,
    names: &Names,
    number: usize,
    in_container: bool,
) -> Result<BytesStart<'static>, GrowError> {
    let tag = start.local_name();
    let mut copied = BytesStart::new(start.name().as_ref().to_owned());
    for attribute in start.attributes() {
        let attribute = attribute?;
        let key = attribute.key.as_ref();
        let old = attribute.value.clone().into_owned();
        let is_child = in_container && CHILDREN.contains(&tag.as_ref());
        let new = match (tag.as_ref(), key) {
            (_, key) if WORDS.contains(&key) => old,
            ("Schema", "Namespace") => format!("copy{number}.{old}"),
            ("Schema", "Alias") => format!("copy{number}{old}"),
            (_, "Name") if is_child => of_copy(&old, number),
            ("NavigationPropertyBinding", "Target") => names.target(&old, number, true),
            (_, "EntitySet") if is_child => names.target(&old, number, true),
            _ => names.target(&old, number, false),
        };
        copied.push_attribute(Attribute {
            key: attribute.key,
            value: new.into(),
        });
    }
    Ok(copied)
}

#[cfg(test)]
mod tests {
    use csdlgen::config::Crate;

    use super::grow;
    use crate::generate::{by_path, generate};

    const SERVICE: &str = r#"<?xml version="1.0"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
  <Schema Namespace="shop" Alias="s" xmlns="http://docs.oasis-open.org/odata/ns/edm">
    <EntityType Name="product"><Key><PropertyRef Name="id"/></Key>
      <Property Name="id" Type="Edm.String" Nullable="false"/>
      <Property Name="size" Type="shop.parts.size"/>
      <NavigationProperty Name="alike" Type="Collection(s.product)"/>
    </EntityType>
    <Action Name="order" IsBound="true"><Parameter Name="it" Type="s.product"/></Action>
    <EntityContainer Name="service">
      <EntitySet Name="products" EntityType="shop.product">
        <NavigationPropertyBinding Path="alike" Target="products"/>
      </EntitySet>
      <Singleton Name="best" Type="s.product"/>
    </EntityContainer>
    <Annotations Target="shop.service/products">
      <Annotation Term="Org.OData.Core.V1.Description" String="All of shop.product"/>
    </Annotations>
    <Annotations Target="s.order(s.product)">
      <Annotation Term="Org.OData.Core.V1.Description" String="Orders"/>
    </Annotations>
  </Schema>
  <Schema Namespace="shop.parts" xmlns="http://docs.oasis-open.org/odata/ns/edm">
    <ComplexType Name="size"><Property Name="width" Type="Edm.Int32"/></ComplexType>
  </Schema>
</edmx:DataServices></edmx:Edmx>"#;

    #[test]
    fn every_copy_refers_to_itself() {
        let grown = grow(SERVICE, 3).unwrap();
        for wanted in [
            r#"<Schema Namespace="copy3.shop" Alias="copy3s""#,
            r#"Type="copy3.shop.parts.size""#,
            r#"Type="Collection(copy3s.product)""#,
            r#"<EntitySet Name="productsCopy3" EntityType="copy3.shop.product">"#,
            r#"<NavigationPropertyBinding Path="alike" Target="productsCopy3"/>"#,
            r#"<Annotations Target="shop.service/productsCopy3">"#,
            r#"<Annotations Target="copy3s.order(copy3s.product)">"#,
            r#"String="All of shop.product""#,
            r#"Term="Org.OData.Core.V1.Description""#,
        ] {
            assert!(grown.contains(wanted), "{wanted} is not in {grown}");
        }
        assert_eq!(grown.matches("<EntityContainer").count(), 1);
    }

    #[test]
    fn what_is_generated_grows_with_it() {
        let options = Crate::new("shop").unwrap();
        let summary = |times| {
            let generated = generate(&grow(SERVICE, times).unwrap(), &options).unwrap();
            assert_eq!(generated.warnings, [], "{times}");
            let summary = generated.summary;
            let client = by_path(generated).remove("src/client.rs").unwrap();
            (summary, client.matches("_copy").count())
        };
        let (one, _) = summary(1);
        let (four, members) = summary(4);
        assert!(
            one.types > 0 && one.builders > 0 && one.operations > 0,
            "{one:?}"
        );
        assert_eq!(four.types, 4 * one.types);
        assert_eq!(four.builders, 4 * one.builders);
        assert_eq!(four.operations, 4 * one.operations);
        assert!(members >= 6, "{members}");
    }

    #[test]
    fn what_is_no_xml_is_an_error() {
        assert!(grow("<a><b></a>", 2).is_err());
    }
}
