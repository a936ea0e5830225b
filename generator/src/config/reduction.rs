//! What a small description has of a large one: annotations and descriptions stay, or are left out.

/// What becomes of annotations or of descriptions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum Treatment {
    /// They stay.
    #[default]
    Keep,
    /// They are left out.
    Drop,
}

/// What the result is to have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reduction {
    /// Annotations, descriptions among them. Without, what the service allows is not known, so that the crate differs.
    pub annotations: Treatment,
    /// Descriptions, those in other annotations too, as of a deprecation. Without, only documentation differs.
    pub descriptions: Treatment,
}

/// A part of a description that [`Reduction`] treats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// [`Reduction::annotations`].
    Annotations,
    /// [`Reduction::descriptions`].
    Descriptions,
}

impl Reduction {
    /// Reads `annotations=drop`.
    ///
    /// # Errors
    /// It is not a part, `=`, and what becomes of it.
    pub fn part(text: &str) -> Result<(Part, Treatment), String> {
        let invalid = || {
            format!(
                "{text:?} is invalid; write `annotations` or `descriptions`, `=`, and `keep` or `drop`"
            )
        };
        let (part, treatment) = text.split_once('=').ok_or_else(invalid)?;
        let part = match part {
            "annotations" => Part::Annotations,
            "descriptions" => Part::Descriptions,
            _ => return Err(invalid()),
        };
        let treatment = match treatment {
            "keep" => Treatment::Keep,
            "drop" => Treatment::Drop,
            _ => return Err(invalid()),
        };
        Ok((part, treatment))
    }
}

impl FromIterator<(Part, Treatment)> for Reduction {
    fn from_iter<I: IntoIterator<Item = (Part, Treatment)>>(parts: I) -> Self {
        let mut reduction = Self::default();
        for (part, treatment) in parts {
            match part {
                Part::Annotations => reduction.annotations = treatment,
                Part::Descriptions => reduction.descriptions = treatment,
            }
        }
        reduction
    }
}
