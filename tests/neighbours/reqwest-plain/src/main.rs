//! reqwest without TLS: for http alone.

fn main() -> checks::Outcome {
    // Both panic where reqwest finds no provider of cryptography.
    let theirs = reqwest::Client::new();
    let _built = reqwest::Client::builder().build()?;
    checks::speaks_tls()?;
    println!(
        "reqwest's own clients work, before and after: {}",
        same(&theirs)
    );
    Ok(())
}

/// Whether a client of before is like one of after.
fn same(before: &reqwest::Client) -> bool {
    format!("{before:?}") == format!("{:?}", reqwest::Client::new())
}
