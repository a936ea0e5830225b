//! The tables of the standard.

use super::*;

/// The table of OpenAPI 3.1.1, section 4.8.12.4, for `color`.
#[test]
fn the_table_of_the_standard() {
    let color = Parameter::query("color");
    let (text, empty) = (Json::from("blue"), Json::from(""));
    for (style, explode, expected) in [
        (
            Style::Form,
            false,
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            Style::Form,
            true,
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
        (
            Style::SpaceDelimited,
            false,
            [
                "color=",
                "color=blue",
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (
            Style::PipeDelimited,
            false,
            [
                "color=",
                "color=blue",
                "color=blue%7Cblack%7Cbrown",
                "color=R%7C100%7CG%7C200%7CB%7C150",
            ],
        ),
        (
            Style::DeepObject,
            true,
            [
                "color=",
                "color=blue",
                "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
                "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
    ] {
        let parameter = color.style(style).exploded(explode);
        let written = [&empty, &text, &red_green(), &rgb()].map(|value| query(parameter, value));
        assert_eq!(written, expected, "{style:?} {explode}");
    }
}

#[test]
fn the_table_of_the_standard_for_paths() {
    let text = Json::from("blue");
    let color = Parameter::path("color");
    for (style, explode, expected) in [
        (
            Style::Simple,
            false,
            ["blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Style::Simple,
            true,
            ["blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
        (
            Style::Label,
            false,
            [".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            Style::Label,
            true,
            [".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            Style::Matrix,
            false,
            [
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            Style::Matrix,
            true,
            [
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
    ] {
        let parameter = color.style(style).exploded(explode);
        let written = [&text, &red_green(), &rgb()].map(|value| path(parameter, value).unwrap());
        assert_eq!(written, expected, "{style:?} {explode}");
    }
}

#[test]
fn the_table_of_the_standard_for_headers_and_cookies() {
    let text = Json::from("blue");
    let color = Parameter::header("color");
    for (explode, expected) in [
        (false, ["blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (true, ["blue", "blue,black,brown", "R=100,G=200,B=150"]),
    ] {
        let written = [&text, &red_green(), &rgb()].map(|value| {
            header_text(&color.exploded(explode), &value.view())
                .unwrap()
                .unwrap()
        });
        assert_eq!(written, expected, "{explode}");
    }
    let color = Parameter::cookie("color");
    for (explode, expected) in [
        (
            false,
            [
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            true,
            [
                "color=blue",
                "color=blue; color=black; color=brown",
                "R=100; G=200; B=150",
            ],
        ),
    ] {
        let written = [&text, &red_green(), &rgb()].map(|value| {
            cookie_pairs(&color.exploded(explode), &value.view())
                .unwrap()
                .join("; ")
        });
        assert_eq!(written, expected, "{explode}");
    }
}
