// One question to the server. A failure is thrown as {status, words}: 0 for a line that is away or says nothing.
const PATIENCE = 60_000;

export async function ask(url, { signal, ...asked } = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  const stop = () => patience.abort();
  signal?.addEventListener("abort", stop);
  const headers = { Accept: "application/json, text/html;q=0.5" };
  try {
    const answer = await fetch(url, { headers, signal: patience.signal, ...asked });
    if (!answer.ok) throw { status: answer.status, words: (await answer.json().catch(() => ({}))).error };
    return { url: answer.url, isRedirected: answer.redirected, body: await answer.text() };
  } catch (reason) {
    throw reason.status ? reason : { status: 0 };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

export async function askJson(url, asked) {
  const { body } = await ask(url, asked);
  try {
    return JSON.parse(body);
  } catch {
    throw { status: 0 };
  }
}
