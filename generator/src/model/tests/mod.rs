//! Whole documents through reader and resolver.

mod real;
