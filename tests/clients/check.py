"""Asks with the real clients, directly and through the proxy, and compares answers and counts."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from importlib.metadata import version

# Nothing is asked for but what stands here: no list of prices, no usage to report.
os.environ |= {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LANGCHAIN_TRACING_V2": "false"}

import litellm
import ollama
import openai
from langchain_ollama import ChatOllama

litellm.telemetry = False
server, tools, proxy, admin = (f"http://127.0.0.1:{port}" for port in sys.argv[1:5])
node = sys.argv[5] if len(sys.argv) > 5 else None
SEED = {"seed": 7, "num_predict": 12, "temperature": 0}
MESSAGES = [{"role": "user", "content": "Warum ist der Himmel blau? 🌍"}]
TOOLS = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "properties": {}}}}]
checks = 0


def check(what, good):
    global checks
    checks += 1
    if not good:
        sys.exit(f"FAILED: {what}")


def wait(url):
    for _ in range(300):
        try:
            return urllib.request.urlopen(url, timeout=5).read()
        except OSError:
            time.sleep(0.1)
    sys.exit(f"FAILED: {url} does not answer")


def totals():
    got = json.loads(wait(admin + "/metrics"))["inference"]
    return got["total_inferences"], got["successful_inferences"], got["failed_inferences"], got["total_tokens_generated"]


def recorded(before, expected, right):
    """What the recorder has counted since `before`, once it is right: the end of a body is counted after its client has it."""
    for _ in range(200):
        delta = tuple(now - then for now, then in zip(totals(), before))
        if right(*delta):
            break
        time.sleep(0.05)
    check(f"recorded {delta}, expected {expected}", right(*delta))


def said(before, *expected):
    """Requests, successes, failures and tokens: these and no others."""
    recorded(before, expected, lambda *delta: delta == expected)


for url in (server + "/ready", admin + "/health", proxy + "/api/version"):
    wait(url)
direct, through = ollama.Client(host=server), ollama.Client(host=proxy)
model = through.list().models[0].model
check("list", through.list() == direct.list())
check("show", through.show(model) == direct.show(model))

before, tokens = totals(), 0
for ask in (
    lambda c, stream: c.generate(model, "Why?", options=SEED, stream=stream),
    lambda c, stream: c.chat(model, MESSAGES, options=SEED, stream=stream),
):
    text = lambda r: r.get("response") or (r.get("message") or {}).get("content") or ""
    whole = ask(through, False)
    pieces = list(ask(through, True))
    check("ollama, whole", text(whole) != "" and whole.eval_count > 0)
    check("ollama, streamed", len(pieces) > 2 and pieces[-1].done and pieces[-1].eval_count > 0)
    check("ollama, same shape as direct", len(pieces) == len(list(ask(direct, True))))
    tokens += whole.eval_count + pieces[-1].eval_count
said(before, 4, 4, 0, tokens)

before = totals()
for client in (direct, through):
    try:
        client.generate("no-such-model", "x")
        check("an unknown model is an error", False)
    except ollama.ResponseError as error:
        check("ollama, error", error.status_code == 404 and "no-such-model" in error.error)
said(before, 1, 0, 1, 0)

before, tokens = totals(), 0
client = openai.OpenAI(base_url=proxy + "/v1", api_key="none", max_retries=0)
whole = client.chat.completions.create(model=model, messages=MESSAGES, max_tokens=12)
check("openai, whole", whole.choices[0].message.content and whole.usage.completion_tokens > 0)
options = {"include_usage": True}
chunks = list(client.chat.completions.create(model=model, messages=MESSAGES, max_tokens=12, stream=True, stream_options=options))
check("openai, streamed", len(chunks) > 3 and chunks[-1].usage.completion_tokens > 0)
texts = list(client.completions.create(model=model, prompt="Why?", max_tokens=12, stream=True, stream_options=options))
check("openai, completions", any(c.choices and c.choices[0].text for c in texts))
tokens = whole.usage.completion_tokens + chunks[-1].usage.completion_tokens + texts[-1].usage.completion_tokens
said(before, 3, 3, 0, tokens)
before = totals()
try:
    client.chat.completions.create(model="no-such-model", messages=MESSAGES)
    check("an unknown model is an error", False)
except openai.NotFoundError as error:
    check("openai, error", "no-such-model" in str(error))
said(before, 1, 0, 1, 0)

before = totals()
for host in (tools, proxy + "/tools"):
    for stream in (False, True):
        answer = ollama.Client(host=host).chat("t", MESSAGES, tools=TOOLS, stream=stream)
        message = (list(answer)[0] if stream else answer).message
        check("ollama, tools", message.tool_calls[0].function.arguments["city"] == "Zürich")
        client = openai.OpenAI(base_url=host + "/v1", api_key="none", max_retries=0)
        answer = client.chat.completions.create(model="t", messages=MESSAGES, tools=TOOLS, stream=stream)
        call = (list(answer)[0].choices[0].delta if stream else answer.choices[0].message).tool_calls[0]
        check("openai, tools", json.loads(call.function.arguments)["unit"] == "°C")
said(before, 4, 4, 0, 36)

# A client that stops reading: cancelled, neither success nor failure.
before = totals()
stream = through.generate(model, "Why?", stream=True, options={"num_predict": 4000})
next(stream)
stream.close()
recorded(before, "(1, 0, 0, some of 4000)", lambda *delta: delta[:3] == (1, 0, 0) and 0 < delta[3] < 4000)

# Libraries that speak through these, in front of the server itself and of the proxy.
TEXT = [{"role": "user", "content": "Why?"}]


def asked_by_libraries(base):
    """Answers how many requests that were, and how many tokens they counted."""
    requests, tokens = 0, 0
    for name, url in ((f"openai/{model}", base + "/v1"), (f"ollama_chat/{model}", base)):
        ask = {"model": name, "api_base": url, "api_key": "none", "messages": TEXT, "max_tokens": 12}
        whole = litellm.completion(**ask)
        check(f"litellm, {name}", whole.choices[0].message.content and whole.usage.completion_tokens > 0)
        pieces = list(litellm.completion(**ask, stream=True, stream_options={"include_usage": True}))
        check(f"litellm, {name}, streamed", "".join(p.choices[0].delta.content or "" for p in pieces if p.choices))
        requests, tokens = requests + 2, tokens + whole.usage.completion_tokens
    chat = ChatOllama(model=model, base_url=base, num_predict=12, seed=7, temperature=0)
    whole = chat.invoke("Why?")
    check("langchain-ollama", whole.content and whole.usage_metadata["output_tokens"] > 0)
    pieces = list(chat.stream("Why?"))
    check("langchain-ollama, streamed", "".join(p.content for p in pieces))
    return requests + 2, tokens


def asked_by_node(base):
    ran = subprocess.run([node, "check.mjs", base], capture_output=True, text=True, timeout=300)
    check(f"npm's clients: {ran.stderr}", ran.returncode == 0)
    return json.loads(ran.stdout)


asked_by_libraries(server)
before = totals()
requests, tokens = asked_by_libraries(proxy)
expected = (requests, requests, 0, f"more than {tokens}")
recorded(before, expected, lambda *delta: delta[:3] == (requests, requests, 0) and delta[3] > tokens)
if node:
    asked_by_node(server)
    before = totals()
    seen = asked_by_node(proxy)
    said(before, seen["requests"], seen["requests"] - seen["failed"], seen["failed"], seen["tokens"])

clients = ", ".join(f"{name} {version(name)}" for name in ("ollama", "openai", "litellm", "langchain-ollama"))
print(f"{checks} checks passed with {clients}" + (", and npm's ollama and openai" if node else ""))
