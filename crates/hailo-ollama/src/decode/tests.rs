use super::*;

/// What an answer says in all.
#[derive(Debug, Default, PartialEq)]
struct Said {
    model: Option<String>,
    /// Pieces of output, and those among them that are an answer in one piece.
    pieces: usize,
    whole: usize,
    finished: bool,
    done: usize,
    prompt: Option<u64>,
    output: Option<u64>,
    load: Option<u64>,
    error: Option<String>,
    skipped: u64,
    cut: bool,
}

fn decode(chunks: &[&[u8]]) -> Said {
    let mut decoder = Decoder::new();
    let mut said = Said::default();
    for chunk in chunks {
        decoder.feed(chunk, |event| {
            said.model = said.model.take().or(event.model);
            said.pieces += usize::from(event.output && !event.whole);
            said.whole += usize::from(event.output && event.whole);
            said.finished = event.finished;
            said.done += usize::from(event.done);
            said.prompt = event.counts.prompt_tokens.max(said.prompt);
            said.output = event.counts.output_tokens.max(said.output);
            said.load = event.counts.load_ns.or(said.load);
            said.error = said.error.take().or(event.error);
        });
    }
    said.skipped = decoder.skipped();
    said.cut = decoder.is_within();
    said
}

fn of(text: impl AsRef<[u8]>) -> Said {
    decode(&[text.as_ref()])
}

fn sse(lines: &[&str]) -> Said {
    of(lines.iter().map(|line| format!("data: {line}\n\n")).collect::<String>())
}

const NDJSON: &str = "{\"model\":\"m\",\"response\":\"\u{1F600} \\u00e9\",\"done\":false,\"new\":{\"a\":[1,{}]}}\r\n\
    {\"message\":{\"role\":\"assistant\",\"content\":\"né\"},\"done\":false}\n\
    \n\
    not json\n\
    {\"response\":\"\",\"done\":true,\"done_reason\":\"stop\",\"eval_count\":3,\"prompt_eval_count\":null}\r\n";

const SSE: &str = ": keep-alive\r\n\r\n\
    data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n\
    event: x\ndata:{\"choices\":[{\"delta\":{\"content\":\"ü\"}}],\"usage\":null}\n\n\
    data: {\"choices\":\ndata: [{\"text\":\"two\",\"finish_reason\":\"stop\"}]}\r\r\
    data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}\n\n\
    data: [DONE]\n\n";

const EVENTS: &str = "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"model\":\"m\",\"status\":\"in_progress\",\"output\":[]}}\n\n\
    event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"a\"}\n\n\
    event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"b\"}\n\n\
    event: response.output_text.done\ndata: {\"type\":\"response.output_text.done\",\"text\":\"ab\"}\n\n\
    data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"ab\"}]}],\"usage\":{\"input_tokens\":5,\"output_tokens\":2}}}\n\n";

const MESSAGES: &str = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}\n\n\
    event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n\
    event: ping\ndata: {\"type\": \"ping\"}\n\n\
    event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"a\"}}\n\n\
    event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}}\n\n\
    event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n\
    event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":15}}\n\n\
    event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

#[test]
fn a_stream_says_pieces_counts_and_end() {
    let ndjson = of(NDJSON);
    assert_eq!((ndjson.pieces, ndjson.done, ndjson.skipped), (2, 1, 1));
    assert_eq!((ndjson.model.as_deref(), ndjson.output, ndjson.prompt), (Some("m"), Some(3), None));
    for (text, output) in [(SSE, 2), (EVENTS, 2), (MESSAGES, 15)] {
        let said = of(text);
        assert_eq!((said.pieces, said.whole, said.done, said.skipped), (2, 0, 1, 0), "{text}");
        assert_eq!((said.prompt, said.output, said.error), (Some(5), Some(output), None), "{text}");
    }
}

#[test]
fn where_the_network_cuts_changes_nothing() {
    for text in [NDJSON, SSE, EVENTS, MESSAGES] {
        let bytes = text.as_bytes();
        let whole = of(bytes);
        for a in 0..bytes.len() {
            let (head, tail) = bytes.split_at(a);
            assert_eq!(decode(&[head, tail]), whole, "cut at {a}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(decode(&single), whole);
    }
}

#[test]
fn a_line_of_any_length_costs_no_memory_and_no_count() {
    let long = "y".repeat(3 << 20);
    let text = format!(
        "{{\"response\":\"{long}\",\"x\":[\"{long}\"]}}\n{{\"done\":true,\"{long}\":1,\"eval_count\":2}}\n"
    );
    let mut decoder = Decoder::new();
    let mut done = 0;
    for chunk in text.as_bytes().chunks(1000) {
        decoder.feed(chunk, |event| done += usize::from(event.done && event.counts.output_tokens == Some(2)));
    }
    assert_eq!((done, decoder.skipped()), (1, 0));
    let deep =
        format!("{{\"x\":{}1{},\"response\":\"a\",\"done\":true}}", "[{\"a\":".repeat(500), "}]".repeat(500));
    assert_eq!(of(&deep).done, 1);
}

#[test]
fn a_field_of_another_kind_costs_nothing_beside_it() {
    for field in [
        r#""response":7"#,
        r#""response":{"a":[]}"#,
        r#""message":["a"]"#,
        r#""message":{"content":{"x":1},"tool_calls":"none"}"#,
        r#""message":{"content":[{"type":"text","text":7}]}"#,
        r#""thinking":false"#,
        r#""choices":{}"#,
        r#""choices":[7,null,[]]"#,
        r#""choices":[{"delta":"x","index":"one"}]"#,
        r#""usage":[]"#,
        r#""usage":"none""#,
        r#""model":{"name":"x"}"#,
        r#""load_duration":-1"#,
        r#""load_duration":"soon""#,
        r#""context":[1,2,3],"logprobs":NaN,"x":-Infinity"#,
        r#""error":null"#,
        r#""response":"a\ud83d\x""#,
        "\"response\":\"b\u{1}\t\u{7f}\"",
        r#""done":false,"done":true"#,
    ] {
        let said = of(format!("{{{field},\"done\":true,\"eval_count\":3.0,\"prompt_eval_count\":\"7\"}}\n"));
        assert_eq!((said.done, said.output, said.prompt, said.load), (1, Some(3), Some(7), None), "{field}");
        assert_eq!((said.error, said.skipped), (None, 0), "{field}");
    }
    let raw = of(b"{\"message\":{\"content\":\"b\xe6\x97\"},\"done\":true,\"eval_count\":4}\n");
    assert_eq!((raw.done, raw.output), (1, Some(4)));
}

#[test]
fn a_number_is_read_in_any_form_and_left_out_where_it_cannot_be() {
    for (text, want) in [
        ("3", Some(3)),
        ("3.0", Some(3)),
        ("3e2", Some(300)),
        ("\"3\"", Some(3)),
        ("\" 3 \"", Some(3)),
        ("-0", Some(0)),
        ("-1", None),
        ("\"-7\"", None),
        ("1e400", None),
        ("18446744073709551615", None),
        ("99999999999999999999999999", None),
        ("NaN", None),
        ("null", None),
        ("true", None),
        ("\"\"", None),
        ("\"many\"", None),
        ("[3]", None),
        ("{\"n\":3}", None),
    ] {
        let ollama = of(format!("{{\"done\":true,\"eval_count\":{text}}}"));
        let openai =
            sse(&[&format!("{{\"choices\":[],\"usage\":{{\"completion_tokens\":{text}}}}}"), "[DONE]"]);
        assert_eq!((ollama.output, ollama.done, openai.output, openai.done), (want, 1, want, 1), "{text}");
    }
    assert_eq!(of("{\"done\":true,\"load_duration\":1e18}").load, None, "no model loads for centuries");
}

#[test]
fn a_line_that_was_cut_takes_no_line_with_it() {
    for cut in
        [r#"{"response":"a"#, r#"{"response":"a","done":fals"#, r#"{"response":"a","done":"#, "{", "[1"]
    {
        for first in ["", "{\"response\":\"a\",\"done\":false}\n"] {
            let said = of(format!("{first}{cut}\n{{\"done\":true,\"eval_count\":3}}\n"));
            // What is cut before a value may go on in the next line, as long as no line was seen that did not.
            let may_go_on = first.is_empty() && !cut.ends_with(['a', 's']);
            assert_eq!(
                (said.done, said.output),
                if may_go_on { (0, None) } else { (1, Some(3)) },
                "{first}{cut}"
            );
        }
    }
}

#[test]
fn output_is_output_under_whatever_name() {
    for part in [
        r#""content":"a""#,
        r#""content":[{"type":"text","text":"a"}]"#,
        r#""content":["a"]"#,
        r#""reasoning":"a""#,
        r#""reasoning_content":"a""#,
        r#""reasoning_text":"a""#,
        r#""reasoning_details":[{"type":"reasoning.text","text":"a"}]"#,
        r#""thinking":"a""#,
        r#""thinking_blocks":[{"type":"thinking","thinking":"a"}]"#,
        r#""thought":"a""#,
        r#""tool_calls":[{"index":0,"function":{"name":"f","arguments":""}}]"#,
        r#""function_call":{"name":"f","arguments":""}"#,
        r#""function_call":{"arguments":"{"}"#,
        r#""refusal":"no""#,
        r#""audio":{"id":"x","data":"UklG"}"#,
        r#""audio":{"transcript":"a"}"#,
        r#""images":[{"image_url":{"url":"data:"}}]"#,
        r#""content":null,"reasoning":"\ud83d""#,
    ] {
        let event = format!(
            "{{\"choices\":[{{\"index\":0,\"delta\":{{\"role\":\"assistant\",{part}}},\"finish_reason\":null}}]}}"
        );
        let said = sse(&[&event]);
        assert_eq!((said.pieces, said.finished, said.error), (1, false, None), "{part}");
        let whole = of(format!("{{\"choices\":[{{\"message\":{{{part}}},\"finish_reason\":\"stop\"}}]}}"));
        assert_eq!((whole.pieces, whole.whole, whole.done), (0, 1, 1), "{part}");
        let line = of(format!("{{\"message\":{{{part}}},\"done\":false}}\n"));
        assert_eq!((line.pieces, line.done), (1, 0), "{part}");
    }
    for part in [
        r#""content":"""#,
        r#""content":null"#,
        r#""content":[]"#,
        r#""reasoning":"""#,
        r#""reasoning":null"#,
        r#""tool_calls":[]"#,
        r#""tool_calls":null"#,
        r#""function_call":null"#,
        r#""function_call":{"name":"","arguments":""}"#,
        r#""audio":{"id":"x","expires_at":7}"#,
        r#""role":"assistant","name":"x","id":"y","logprobs":{"content":[]}"#,
    ] {
        let said = sse(&[&format!("{{\"choices\":[{{\"delta\":{{{part}}}}}]}}")]);
        assert_eq!(said.pieces, 0, "{part}");
    }
}

#[test]
fn a_whole_answer_is_one_in_every_dialect() {
    for text in [
        r#"{"response":"a","done":true}"#,
        "{\n  \"message\": {\n \"content\": \"a\"\n },\n  \"done\": true\n}\n",
        r#"{"choices":[{"text":"a"}]}"#,
        r#"{"choices":[{"message":{"content":null,"tool_calls":[{}]}}]}"#,
        r#"{"object":"response","status":"completed","error":null,"output":[{"type":"message","content":[{"type":"output_text","text":"a"}]}]}"#,
        r#"{"object":"response","output":[{"type":"function_call","name":"f","arguments":"{}"}]}"#,
        r#"{"type":"message","content":[{"type":"text","text":"a"}],"stop_reason":"end_turn"}"#,
        r#"{"type":"message","content":[{"type":"tool_use","name":"f","input":{}}]}"#,
        r#"{"embeddings":[[0.1,-2e-3]],"prompt_eval_count":2}"#,
        r#"{"embedding":[0.1]}"#,
        r#"{"object":"list","data":[{"object":"embedding","embedding":[1]}],"usage":{"prompt_tokens":2}}"#,
        r#"{"data":[{"embedding":"AACAPw=="}]}"#,
        r#"{"content":"a","stop":true,"tokens_predicted":1}"#,
        r#"{"generated_text":"a"}"#,
        r#"[{"generated_text":"a"}]"#,
        r#"[[0.1,0.2]]"#,
        r#"[{"index":0,"embedding":[[0.1]]}]"#,
        r#"{"results":[{"text":"a"}]}"#,
    ] {
        let said = of(text);
        assert_eq!((said.whole, said.pieces, said.done, said.error), (1, 0, 1, None), "{text}");
        for cut in 1..text.trim_end().len() {
            let said = of(&text[..cut]);
            assert!(said.done == 0 && said.cut, "{}", &text[..cut]);
        }
    }
    for text in [
        "",
        "   ",
        "{}",
        "[]",
        "null",
        "\"text\"",
        "7",
        r#"{"status":"ok"}"#,
        r#"{"models":[]}"#,
        r#"{"choices":[]}"#,
        r#"{"choices":[{"message":{"content":""}}]}"#,
        r#"{"object":"response","status":"queued","output":[],"reasoning":{"effort":"low","summary":"auto"}}"#,
        "<!DOCTYPE html><html><body>data: Please sign in</body></html>",
        "data: hello\n\ndata: {}\n\n",
        ": only\n\n: comments\n\n",
        "event: ping\ndata: {\"type\":\"ping\"}\n\n",
    ] {
        let said = of(text);
        assert_eq!((said.whole, said.pieces, said.done, said.finished), (0, 0, 0, false), "{text}");
    }
}

#[test]
fn an_error_is_one_in_whatever_shape() {
    for (text, want) in [
        (r#"{"error":"a \"b\""}"#, "a \"b\""),
        (r#"{"error":{"message":"c","type":"","code":null}}"#, "c"),
        (r#"{"error":7}"#, "7"),
        (r#"{"error":true}"#, "true"),
        (r#"{"error":["a","b"]}"#, "a b"),
        (r#"{"errors":[{"message":"c"}],"success":false}"#, "c"),
        (r#"{"object":"error","message":"d","code":400}"#, "d"),
        (r#"{"code":500,"message":"d"}"#, "d"),
        (r#"{"detail":"Not Found"}"#, "Not Found"),
        (r#"{"detail":[{"loc":["body"],"msg":"field required"}]}"#, "body field required"),
        (r#"{"status":"error","message":"d"}"#, "d"),
        (r#"{"success":false}"#, ""),
        (
            r#"{"object":"response","status":"failed","error":{"code":"server_error","message":"d"}}"#,
            "server_error d",
        ),
        ("data: {\"error\":{\"message\":\"boom\"}}\n\n", "boom"),
        ("error: {\"code\":500,\"message\":\"boom\"}\n\n", "boom"),
        ("event: error\ndata: {\"message\":\"boom\"}\n\n", "boom"),
        ("event: error\ndata: boom\n\n", ""),
        ("event: error\ndata: {\"message\":\"bo\n\n", ""),
        ("error: boom\n\n", ""),
        (
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
            "overloaded_error Overloaded",
        ),
        (
            "data: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"message\":\"d\"}}}\n\n",
            "d",
        ),
        ("data: {\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n", "error"),
        ("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"abort\"}]}\n\n", "abort"),
        ("data: {\"error\":\"x\",\"error_type\":\"generation\"}\n\n", "x"),
    ] {
        let said = of(text);
        assert_eq!((said.error.as_deref(), said.done), (Some(want), 0), "{text}");
    }
}

#[test]
fn no_error_is_none_in_whatever_shape() {
    for error in ["null", "\"\"", "false", "0", "{}", "[]", r#"{"message":"","code":null,"param":[]}"#] {
        let text = format!(
            "{{\"error\":{error},\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"a\"}},\"finish_reason\":null}}]}}"
        );
        let said = sse(&[&text, "[DONE]"]);
        assert_eq!((said.error, said.pieces, said.done), (None, 1, 1), "{error}");
    }
}

#[test]
fn only_a_reason_that_is_one_finishes() {
    let finished = |reason: &str| {
        sse(&[&format!("{{\"choices\":[{{\"delta\":{{}},\"finish_reason\":{reason}}}]}}")]).finished
    };
    for reason in [
        "\"stop\"",
        "\"length\"",
        "\"tool_calls\"",
        "\"function_call\"",
        "\"content_filter\"",
        "\"eos_token\"",
    ] {
        assert!(finished(reason), "{reason}");
    }
    for reason in ["null", "\"\"", "false", "0", "\"error\"", "\"null\""] {
        assert!(!finished(reason), "{reason}");
    }
    // Two answers: the end of one is not the end.
    let choice = |index, reason| {
        format!(
            "{{\"choices\":[{{\"finish_reason\":{reason},\"delta\":{{\"content\":\"a\"}},\"index\":{index}}}]}}"
        )
    };
    let (a, b) = (choice(0, "null"), choice(1, "null"));
    let (end_a, end_b) = (choice(0, "\"stop\""), choice(1, "\"stop\""));
    assert!(!sse(&[&a, &b, &end_b]).finished && sse(&[&a, &b, &end_b, &end_a]).finished);
}

#[test]
fn events_are_known_by_their_bytes() {
    let piece = r#"{"choices":[{"delta":{"content":"a"}}]}"#;
    for (before, end) in [
        ("", "\n\n"),
        ("\u{feff}", "\r\n\r\n"),
        (": hi\n\n", "\r\r"),
        ("id: 1\nretry: 3\n", "\n"),
        ("\n\n", "\n\n"),
    ] {
        let text = format!("{before}data: {piece}{end}data:{piece}{end}data: [DONE]{end}");
        let said = of(&text);
        assert_eq!((said.pieces, said.done, said.skipped), (2, 1, 0), "{text:?}");
    }
    // A line that was cut and the one after it.
    let cut = of(
        "{\"response\":\"a\",\"done\":false}\n{\"response\":\"b\n{\"response\":\"c\",\"done\":false}\n{\"response\":\n{\"done\":true}\n",
    );
    assert_eq!((cut.pieces, cut.done, cut.skipped), (2, 1, 2));
    // An event that was cut and the one after it.
    let cut = of(format!("data: {{\"choices\":[\n\ndata: {piece}\n\ndata: [DONE]\n\n"));
    assert_eq!((cut.pieces, cut.done, cut.skipped), (1, 1, 1));
}
