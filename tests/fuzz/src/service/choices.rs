//! Single choices: numbers, flags, names, texts.

use arbitrary::Result;

use super::Choices;
use super::words::{NAMES, TEXTS};

impl Choices<'_> {
    pub(crate) fn below(&mut self, count: usize) -> Result<usize> {
        self.bytes.int_in_range(0..=count.saturating_sub(1))
    }

    pub(crate) fn flag(&mut self) -> Result<bool> {
        Ok(self.below(2)? == 1)
    }

    pub(crate) fn one_of(&mut self, all: &[&str]) -> Result<String> {
        let index = self.below(all.len())?;
        Ok(all.get(index).copied().unwrap_or_default().to_owned())
    }

    pub(crate) fn one_of_known(&mut self, all: &[String]) -> Result<String> {
        let index = self.below(all.len())?;
        Ok(all
            .get(index)
            .cloned()
            .unwrap_or_else(|| "n.absent".to_owned()))
    }

    pub(crate) fn some<T>(
        &mut self,
        most: usize,
        mut make: impl FnMut(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        let count = self.below(most + 1)?;
        (0..count).map(|_| make(self)).collect()
    }

    pub(crate) fn maybe<T>(
        &mut self,
        make: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<Option<T>> {
        if self.flag()? {
            make(self).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Mostly a name of the list, sometimes any that CSDL takes.
    pub(crate) fn name(&mut self) -> Result<String> {
        let name = match self.below(16)? {
            15 => {
                let text = self.bytes.arbitrary::<&str>()?.chars();
                let plain = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
                text.filter(plain).take(40).collect()
            }
            12..15 => format!("{}{}", self.one_of(NAMES)?, self.below(4)?),
            11 => "x".repeat(self.below(300)? + 1),
            _ => self.one_of(NAMES)?,
        };
        Ok(if name.is_empty() {
            "n".to_owned()
        } else {
            name
        })
    }

    pub(crate) fn text(&mut self) -> Result<String> {
        match self.below(8)? {
            7 => Ok(self.bytes.arbitrary::<&str>()?.to_owned()),
            5 | 6 => Ok(format!("{} {}", self.one_of(TEXTS)?, self.one_of(TEXTS)?)),
            _ => self.one_of(TEXTS),
        }
    }
}
