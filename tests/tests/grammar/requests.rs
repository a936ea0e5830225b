//! Typed calls with drawn values: paths with keys of every type, functions, and queries.

use communications::GraphClient;
use garden::GardenClient;
use garden::models::{Plant, Shrub, Spot};
use odata_client::query::{Expanded, Filter, kind};
use odata_client::{Client, RawResponse, request::ResponseFuture};
use serde_json::json;

use crate::draw::Draw;

/// A request to the garden, or one with keys in segments to the other service.
pub(crate) fn request(draw: &mut Draw, client: &Client) -> ResponseFuture<RawResponse> {
    let garden = GardenClient::from(client.clone());
    match draw.below(10) {
        0..=3 => query(draw, &garden),
        4 => expansion(draw, &garden),
        5 => key(draw, &garden),
        6 => alternate_key(draw, &garden),
        7 => composite_key(draw, &garden),
        8 => function(draw, &garden),
        _ => segments(draw, &GraphClient::from(client.clone())),
    }
}

fn query(draw: &mut Draw, garden: &GardenClient) -> ResponseFuture<RawResponse> {
    let plants = garden.plants();
    let mut list = match draw.below(3) {
        0 => plants.by_code(draw.text()).sprouts().list(),
        _ => plants.list(),
    };
    if draw.below(2) == 0 {
        list = list.search(draw.phrase());
    }
    if draw.below(3) > 0 {
        list = list.filter(condition(draw, 2));
    }
    if draw.below(2) == 0 {
        let stems = Shrub::STEMS.seen_from::<Plant>();
        list = list.select((Plant::CODE, Plant::SPOT / Spot::LANE, stems));
    }
    if draw.below(2) == 0 {
        let parent = Plant::PARENT.at(Plant::PRICE);
        list = list.order_by((Plant::TITLE.desc(), Plant::TAGS.count().asc(), parent));
    }
    if draw.below(2) == 0 {
        list = list.top(draw.below(9)).skip(draw.below(9)).count(true);
    }
    list.send_raw()
}

fn expansion(draw: &mut Draw, garden: &GardenClient) -> ResponseFuture<RawResponse> {
    let sprouts = expanded(draw, 2);
    let parent = Plant::PARENT
        .select([Plant::CODE])
        .levels(1 + draw.below(5));
    let list = garden.plants().list();
    match draw.below(3) {
        0 => list
            .expand((sprouts, Plant::PARENT.expanded().all_levels()))
            .send_raw(),
        1 => list.expand((sprouts, parent)).send_raw(),
        _ => list.expand(sprouts).filter(condition(draw, 1)).send_raw(),
    }
}

/// Sprouts with options of their own.
fn expanded(draw: &mut Draw, depth: u32) -> Expanded<Plant, kind::Collection<kind::Link<Plant>>> {
    let none: [&str; 0] = [];
    let mut sprouts = Plant::SPROUTS.expanded().select(none);
    if draw.below(2) == 0 {
        sprouts = sprouts.filter(condition(draw, 1));
    }
    if draw.below(2) == 0 {
        sprouts = sprouts.search(draw.phrase());
    }
    if draw.below(2) == 0 {
        sprouts = sprouts
            .select((Plant::CODE, Plant::TITLE))
            .order_by(Plant::SOWN.desc())
            .top(draw.below(9))
            .skip(3)
            .count(true);
    }
    if depth > 0 && draw.below(2) == 0 {
        let inner = expanded(draw, depth - 1);
        sprouts = sprouts.expand((inner, Plant::PARENT));
    }
    sprouts
}

/// A key of each type.
fn key(draw: &mut Draw, garden: &GardenClient) -> ResponseFuture<RawResponse> {
    match draw.below(14) {
        0 => garden.all_by_word().by_word(draw.text()).get().send_raw(),
        1 => garden.all_by_flag().by_flag(draw.flag()).get().send_raw(),
        2 => garden.all_by_tiny().by_tiny(draw.whole()).get().send_raw(),
        3 => garden
            .all_by_octet()
            .by_octet(draw.whole())
            .get()
            .send_raw(),
        4 => garden
            .all_by_short()
            .by_short(draw.whole())
            .get()
            .send_raw(),
        5 => garden
            .all_by_whole()
            .by_whole(draw.whole())
            .get()
            .send_raw(),
        6 => garden.all_by_long().by_long(draw.whole()).get().send_raw(),
        7 => garden
            .all_by_exact()
            .by_exact(draw.decimal())
            .get()
            .send_raw(),
        8 => garden.all_by_id().by_id(draw.guid()).get().send_raw(),
        9 => garden.all_by_day().by_day(draw.date()).get().send_raw(),
        10 => garden
            .all_by_moment()
            .by_moment(draw.moment())
            .get()
            .send_raw(),
        11 => garden.all_by_hour().by_hour(draw.time()).get().send_raw(),
        12 => garden
            .all_by_span()
            .by_span(draw.duration())
            .get()
            .send_raw(),
        _ => garden.all_by_kind().by_kind(draw.colour()).get().send_raw(),
    }
}

fn alternate_key(draw: &mut Draw, garden: &GardenClient) -> ResponseFuture<RawResponse> {
    let plants = garden.plants();
    match draw.below(3) {
        0 => plants.by_mark(draw.guid()).parent().get().send_raw(),
        1 => {
            let plant = plants.by_title_and_tint(draw.text(), draw.colour());
            plant.sprouts().count().send_raw()
        }
        _ => {
            let plant = plants.by_code(draw.text()).sprouts().by_code(draw.text());
            plant.as_shrub().get().send_raw()
        }
    }
}

fn composite_key(draw: &mut Draw, garden: &GardenClient) -> ResponseFuture<RawResponse> {
    let all = garden.all_by_all();
    let one = all.by_word_and_flag_and_tiny_and_octet_and_short_and_whole_and_long_and_exact_and_id_and_day_and_moment_and_hour_and_span_and_kind(
        draw.text(),
        draw.flag(),
        draw.whole(),
        draw.whole(),
        draw.whole(),
        draw.whole(),
        draw.whole(),
        draw.decimal(),
        draw.guid(),
        draw.date(),
        draw.moment(),
        draw.time(),
        draw.duration(),
        draw.colour(),
    );
    one.get().send_raw()
}

fn function(draw: &mut Draw, garden: &GardenClient) -> ResponseFuture<RawResponse> {
    match draw.below(3) {
        0 => garden.total(draw.text(), draw.seasons()).send_raw(),
        1 => {
            let oldest = garden.oldest();
            let call = oldest.match_(
                draw.text(),
                draw.flag(),
                draw.whole(),
                draw.whole(),
                draw.whole(),
                draw.whole(),
                draw.whole(),
                draw.decimal(),
                draw.guid(),
                draw.date(),
                draw.moment(),
                draw.time(),
                draw.duration(),
                draw.colour(),
                draw.single(),
                draw.double(),
                draw.binary(),
                draw.seasons(),
            );
            call.send_raw()
        }
        _ => {
            let (words, kinds) = (draw.strings(), draw.colours());
            let (notes, number) = (draw.strings(), draw.number());
            let names: Vec<String> = kinds.iter().map(ToString::to_string).collect();
            draw.keep("json", json!(words).to_string());
            draw.keep(
                "json",
                json!({"Notes": notes, "Number": number}).to_string(),
            );
            draw.keep("json", json!(names).to_string());
            let place = Spot {
                notes: Some(notes),
                number: Some(number),
                ..Spot::default()
            };
            let picked = garden.plants().pick(words, place, kinds);
            picked.then().count().send_raw()
        }
    }
}

fn segments(draw: &mut Draw, graph: &GraphClient) -> ResponseFuture<RawResponse> {
    let call = graph.communications().calls().by_id(draw.segment());
    let participant = call.participants().by_id(draw.segment());
    participant.get().send_raw()
}

/// A condition on a plant, of this many levels.
fn condition(draw: &mut Draw, depth: u32) -> Filter<Plant> {
    if depth == 0 {
        return match draw.below(4) {
            0 => text(draw),
            1 => number(draw),
            2 => other(draw),
            _ => inner(draw),
        };
    }
    match draw.below(5) {
        0 => condition(draw, depth - 1) & condition(draw, depth - 1),
        1 => condition(draw, depth - 1) | condition(draw, depth - 1),
        2 => !condition(draw, depth - 1),
        _ => condition(draw, 0),
    }
}

fn text(draw: &mut Draw) -> Filter<Plant> {
    match draw.below(9) {
        0 => Plant::TITLE.eq(draw.text()),
        1 => Plant::TITLE.starts_with(draw.text()),
        2 => Plant::CODE.ends_with(draw.text()),
        3 => Plant::TITLE.contains(draw.text()),
        4 => Plant::TITLE.eq(Plant::CODE),
        5 => {
            let values = draw.several(Draw::text);
            if values.is_empty() {
                draw.keep("boolean", "false");
            }
            Plant::TITLE.in_(values)
        }
        6 => {
            draw.keep("null", "null");
            Plant::TITLE.is_null()
        }
        7 => (Plant::SPOT / Spot::LANE).gt(draw.text()),
        _ => !Plant::RIPE,
    }
}

fn number(draw: &mut Draw) -> Filter<Plant> {
    match draw.below(10) {
        0 => Plant::DEPTH.lt(draw.whole::<i8>()),
        1 => Plant::ROWS.ge(draw.whole::<u8>()),
        2 => Plant::SHELF.ne(draw.whole::<i16>()),
        3 => Plant::POTS.le(draw.whole::<i32>()),
        4 => Plant::SEEDS.eq(draw.whole::<i64>()),
        5 => Plant::RATIO.gt(draw.single()),
        6 => Plant::WEIGHT.lt(draw.double()),
        7 => Plant::PARENT.at(Plant::PRICE).gt(draw.decimal()),
        8 => Plant::TAGS.count().ge(draw.whole::<i32>()),
        _ => Shrub::STEMS.seen_from::<Plant>().gt(draw.whole::<i32>()),
    }
}

fn other(draw: &mut Draw) -> Filter<Plant> {
    match draw.below(13) {
        0 => Plant::RIPE.eq(draw.flag()),
        1 => Plant::MARK.ne(draw.guid()),
        2 => Plant::SOWN.lt(draw.date()),
        3 => Plant::SEEN.ge(draw.moment()),
        4 => Plant::OPENS.le(draw.time()),
        5 => Plant::RESTS.gt(draw.duration()),
        6 => Plant::HASH.eq(draw.binary()),
        7 => Plant::TINT.ne(draw.colour()),
        8 => Plant::BLOOMS.eq(draw.seasons()),
        9 => Plant::BLOOMS.has(draw.seasons()),
        10 => {
            let first = draw.colour();
            let mut colours = vec![first];
            colours.extend(draw.several(Draw::colour));
            Plant::TINT.in_(colours)
        }
        11 => {
            let first = draw.date();
            Plant::SOWN.in_([first, draw.date()])
        }
        _ => {
            let first = draw.guid();
            Plant::MARK.in_([first, draw.guid()])
        }
    }
}

/// Conditions on items.
fn inner(draw: &mut Draw) -> Filter<Plant> {
    match draw.below(8) {
        0 => Plant::TAGS.any(|tag| tag.eq(draw.text())),
        1 => Plant::TAGS.all(|tag| !tag.starts_with(draw.text())),
        2 => Plant::RANKS.any(|rank| rank.gt(draw.whole::<i64>())),
        3 => Plant::TINTS.all(|tint| tint.ne(draw.colour())),
        4 => Plant::SPROUTS.any(|sprout| sprout.at(Plant::TITLE).contains(draw.text())),
        5 => Plant::SPOTS.any(|place| place.at(Spot::NOTES).any(|note| note.eq(draw.text()))),
        6 => Plant::TAGS.is_not_empty(),
        _ => Plant::SPROUTS.any_of_none(),
    }
}
