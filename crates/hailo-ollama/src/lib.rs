//! Ollama and OpenAI wire types, stream decoders and a recording proxy
