//! Types: structured ones with their properties, enumerations, and references to types.

use arbitrary::Result;
use csdlgen::csdl::{
    EnumMember, EnumType, Facets, NavigationProperty, Property, PropertyRef, StructuredType,
    TypeElement,
};

use super::words::PRIMITIVES;
use super::{Choices, apart, nowhere};

impl Choices<'_> {
    /// The types before this one, of which none derives from it; now and then all.
    pub(super) fn bases(&mut self, entity: bool, full: &str) -> Result<Vec<String>> {
        let all = if entity {
            &self.entities
        } else {
            &self.complex
        };
        let before = all.iter().take_while(|name| *name != full);
        let before: Vec<String> = before.cloned().collect();
        let all = all.clone();
        Ok(if self.below(32)? == 31 { all } else { before })
    }

    pub(super) fn structured(
        &mut self,
        element: TypeElement,
        namespace: &str,
        name: &str,
    ) -> Result<StructuredType> {
        let entity = element == TypeElement::Entity;
        let bases = self.bases(entity, &format!("{namespace}.{name}"))?;
        let has_base = !bases.is_empty() && self.flag()?;
        let mut properties = self.some(5, Self::property)?;
        let mut parts = 0;
        if entity && !has_base {
            parts = self.below(2)? + 1;
            for _ in 0..parts {
                let ty = self.one_of(&["Edm.String", "Edm.Int32", "Edm.Guid", "Edm.Date"])?;
                properties.insert(
                    0,
                    Property {
                        nullable: Some(false),
                        ty,
                        ..self.property()?
                    },
                );
            }
        }
        let mut navigation = self.some(4, Self::navigation)?;
        if has_base {
            // No name that a base has.
            let names = properties.iter_mut().map(|property| &mut property.name);
            let names = names.chain(navigation.iter_mut().map(|property| &mut property.name));
            names.for_each(|name| *name = format!("{name}{}", bases.len()));
        }
        let names = properties.iter_mut().map(|property| &mut property.name);
        apart(names.chain(navigation.iter_mut().map(|property| &mut property.name)));
        let key = properties.iter().take(parts).map(|part| PropertyRef {
            path: part.name.clone(),
            alias: None,
            position: nowhere(),
        });
        let key = key.collect();
        let members = properties
            .iter()
            .map(|property| format!("{name}/{}", property.name));
        self.members.extend(members);
        Ok(StructuredType {
            element,
            name: name.to_owned(),
            base: if has_base {
                Some(self.one_of_known(&bases)?)
            } else {
                None
            },
            is_abstract: self.flag()?,
            is_open: self.maybe(Self::flag)?,
            has_stream: self.maybe(Self::flag)?.filter(|_| entity),
            key,
            properties,
            navigation,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    pub(super) fn ty(&mut self) -> Result<String> {
        let known = match self.below(6)? {
            0 | 1 => Vec::new(),
            2 | 3 => self.complex.clone(),
            4 => self.values.clone(),
            _ => self.entities.clone(),
        };
        let name = match known.as_slice() {
            [] => self.one_of(PRIMITIVES)?,
            known => self.one_of_known(known)?,
        };
        self.collected(name)
    }

    pub(super) fn collected(&mut self, name: String) -> Result<String> {
        Ok(if self.below(3)? == 2 {
            format!("Collection({name})")
        } else {
            name
        })
    }

    pub(super) fn property(&mut self) -> Result<Property> {
        Ok(Property {
            name: self.name()?,
            ty: self.ty()?,
            nullable: self.maybe(Self::flag)?,
            facets: Facets::default(),
            default_value: self.maybe(Self::text)?,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    pub(super) fn navigation(&mut self) -> Result<NavigationProperty> {
        let target = self.one_of_known(&self.entities.clone())?;
        Ok(NavigationProperty {
            name: self.name()?,
            ty: self.collected(target)?,
            nullable: None,
            partner: None,
            contains_target: self.flag()?,
            constraints: Vec::new(),
            on_delete: None,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    pub(super) fn enumeration(&mut self, name: &str) -> Result<EnumType> {
        let mut members = self.some(5, |c| {
            Ok(EnumMember {
                name: c.name()?,
                value: c.maybe(|c| Ok([0, 1, -1, 2, 8][c.below(5)?]))?,
                annotations: c.annotations()?,
                position: nowhere(),
            })
        })?;
        apart(members.iter_mut().map(|member| &mut member.name));
        // All have a value, or none has.
        if members.iter().any(|member| member.value.is_none()) {
            for member in &mut members {
                member.value = None;
            }
        }
        Ok(EnumType {
            name: name.to_owned(),
            underlying: None,
            is_flags: self.flag()?,
            members,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }
}
