using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Testing.Peers;

/// <summary>A web server on loopback that records every call and answers as the test says; 200 with {} until then.</summary>
public sealed class HttpPeer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedCall> _calls = new();

    private HttpPeer(WebApplication app) => _app = app;

    public string BaseUrl => _app.Urls.First();

    public IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    /// <summary>Decides on each answer; given the call and how many came before it.</summary>
    public Func<ReceivedCall, int, PeerAnswer> Answer { get; set; } = (_, _) => PeerAnswer.Json(200, "{}");

    public static async Task<HttpPeer> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var peer = new HttpPeer(app);
        app.Run(peer.Serve);
        await app.StartAsync();
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task Serve(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var call = new ReceivedCall(
            context.Request.Method, context.Request.Path + context.Request.QueryString.ToString(),
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        var before = _calls.Count;
        _calls.Enqueue(call);
        var answer = Answer(call, before);
        if (answer.Delay > TimeSpan.Zero) await Task.Delay(answer.Delay, context.RequestAborted);
        if (answer.HangsUp)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        if (answer.ContentType.Length > 0) context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        if (answer.Body.Length > 0) await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}

public sealed record ReceivedCall(
    string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, string Body);

public sealed record PeerAnswer(int Status, string ContentType, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public TimeSpan Delay { get; init; }

    /// <summary>Closes the connection instead of answering.</summary>
    public bool HangsUp { get; init; }

    public static PeerAnswer Json(int status, string json) => new(status, "application/json", json);
}
