using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;

namespace ConcertMaster.Testing.Hosting;

/// <summary>One request and one expectation, without ceremony.</summary>
public static class HttpAsk
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Sends JSON and returns the answer's JSON; fails with the answer's text when the status differs.</summary>
    public static async Task<JsonElement> Ask(
        this HttpClient client, HttpMethod method, string address, object? body = null,
        HttpStatusCode expected = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        using var answer = await client.Send(method, address, body, headers);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, $"{method} {address}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>Sends JSON and expects a refusal with this code.</summary>
    public static async Task<JsonElement> AskRefused(
        this HttpClient client, HttpMethod method, string address, object? body, HttpStatusCode expected, string code,
        params (string Name, string Value)[] headers)
    {
        var problem = await client.Ask(method, address, body, expected, headers);
        problem.GetProperty("code").GetString().ShouldBe(code);
        return problem;
    }

    /// <summary>Reads until it says what is wanted: read models follow the log by a moment.</summary>
    /// <exception cref="TimeoutException">It never did; with what it said last.</exception>
    public static async Task<JsonElement> AskUntil(this HttpClient client, string address, Func<JsonElement, bool> isSo)
    {
        var began = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var seen = await client.Ask(HttpMethod.Get, address);
            if (isSo(seen)) return seen;
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException($"{address} still says {seen}");
            await pause.WaitForNextTickAsync();
        }
    }

    /// <summary>Reads a list until the read models have seen all that was written before.</summary>
    public static Task<JsonElement> AskAfter(this HttpClient client, string address, long sequence) =>
        client.Ask(HttpMethod.Get, address, headers: ("Concert-After", sequence.ToString()));

    /// <summary>A file as the whole body of a request, with its name.</summary>
    public static HttpContent NamedFile(string name, string content) => new StringContent(content)
    {
        Headers = { ContentDisposition = new("attachment") { FileNameStar = name } },
    };

    public static Task<HttpResponseMessage> Send(
        this HttpClient client, HttpMethod method, string address, object? body = null,
        params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = JsonContent.Create(body);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request);
    }
}
