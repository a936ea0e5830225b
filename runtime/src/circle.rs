//! Circles of pages. In: what leads to each page. Out: whether it led there before.

/// Finds out that links go in a circle, however long, by remembering one of them (Brent's algorithm).
#[derive(Default)]
pub(crate) struct Circle {
    mark: String,
    steps: u64,
    limit: u64,
}

impl Circle {
    pub(crate) fn closes(&mut self, link: &str) -> bool {
        if self.mark == link {
            return true;
        }
        self.steps += 1;
        if self.steps > self.limit {
            self.limit = self.limit.saturating_mul(2).max(1);
            self.steps = 0;
            link.clone_into(&mut self.mark);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_circle_is_found_and_nothing_else(start in 0_usize..40, length in 1_usize..40) {
            let mut circle = Circle::default();
            let straight = (0..start + length).map(|page| page.to_string());
            for link in straight {
                prop_assert!(!circle.closes(&link));
            }
            let rounds = (0..4 * (start + length)).map(|step| start + step % length);
            prop_assert!(rounds.map(|page| page.to_string()).any(|link| circle.closes(&link)));
        }
    }
}
