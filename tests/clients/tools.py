"""A server whose model always calls a tool, in both dialects, streamed or not."""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARGUMENTS = {"city": "Zürich", "unit": "°C"}


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def chunk(self, text):
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        openai = self.path.startswith("/v1/")
        stream = asked.get("stream", not openai)
        name = asked["tools"][0]["function"]["name"]
        call = {"function": {"name": name, "arguments": ARGUMENTS}}
        if openai:
            call = {"index": 0, "id": "call_1", "type": "function"}
            call["function"] = {"name": name, "arguments": json.dumps(ARGUMENTS)}
            head = {"id": "c", "created": 1, "model": asked["model"]}
            usage = {"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29}
            message = {"role": "assistant", "content": None, "tool_calls": [call]}
            if stream:
                chunk = {**head, "object": "chat.completion.chunk"}
                lines = [
                    {**chunk, "choices": [{"index": 0, "delta": message, "finish_reason": None}]},
                    {**chunk, "choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]},
                    {**chunk, "choices": [], "usage": usage},
                ]
                lines = [f"data: {json.dumps(line)}\n\n" for line in lines] + ["data: [DONE]\n\n"]
            else:
                choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
                lines = [json.dumps({**head, "object": "chat.completion", "choices": [choice], "usage": usage})]
        else:
            head = {"model": asked["model"], "created_at": "2026-01-01T00:00:00Z"}
            calls = {**head, "message": {"role": "assistant", "content": "", "tool_calls": [call]}, "done": False}
            end = {"done": True, "done_reason": "stop", "eval_count": 9, "prompt_eval_count": 20}
            if stream:
                last = {**head, "message": {"role": "assistant", "content": ""}, **end}
                lines = [json.dumps(line) + "\n" for line in (calls, last)]
            else:
                lines = [json.dumps({**calls, **end})]
        self.send_response(200)
        kind = "application/json" if not stream else "text/event-stream" if openai else "application/x-ndjson"
        self.send_header("content-type", kind)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for line in lines:
            self.chunk(line)
        self.chunk("")


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Server).serve_forever()
