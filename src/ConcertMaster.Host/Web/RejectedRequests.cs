using System.Diagnostics;
using System.Text;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ConcertMaster.Host.Web;

/// <summary>
/// The server itself turns away what it cannot take for a request, such as an address with <c>%00</c> in it: before any
/// middleware sees it, and with nothing but a number. Here it gets a sentence and a code as every other refusal has them.
/// </summary>
internal sealed class RejectedRequests(TimeProvider time) : IObserver<KeyValuePair<string, object?>>
{
    private const string Rejected = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public static readonly Refusal Unreadable = new("request.unreadable", 400,
        "This is no request that can be read: its address or a header holds what may not stand there, such as %00.");
    public static readonly Refusal AddressTooLong = new("request.address-too-long", 414,
        "The address of this request is longer than any that leads somewhere.");
    public static readonly Refusal HeadersTooLarge = new("request.headers-too-large", 431,
        "The headers of this request are larger than is read. Leave out cookies and headers that nobody needs.");

    /// <summary>Where nothing of the response can be reached any more, its connection still can.</summary>
    public static void PutOutputsInReach(ListenOptions listen) => listen.Use(next => async connection =>
    {
        var output = new RejectingOutput(connection.Transport.Output);
        connection.Transport = new RejectingTransport(connection.Transport.Input, output);
        connection.Features.Set(output);
        await next(connection);
    });

    /// <summary>Listens to nothing else: what the server tells of every request is not asked for.</summary>
    public static void Explain(WebApplication app)
    {
        var observer = new RejectedRequests(app.Services.GetRequiredService<TimeProvider>());
        var subscription = app.Services.GetRequiredService<DiagnosticListener>().Subscribe(observer, name => name == Rejected);
        app.Lifetime.ApplicationStopped.Register(subscription.Dispose);
    }

    public void OnNext(KeyValuePair<string, object?> told)
    {
        // What shares its connection with other requests is left to the server.
        if (told.Value is IFeatureCollection features && features.Get<IHttp2StreamIdFeature>() is null
            && features.Get<IHttpRequestFeature>()?.Method != HttpMethods.Head
            && features.Get<IHttpResponseFeature>() is { HasStarted: false } response)
            features.Get<RejectingOutput>()?.Answer(AnswerOf(response.StatusCode));
    }

    public void OnError(Exception error) { }

    public void OnCompleted() { }

    private byte[] AnswerOf(int status)
    {
        var problem = ProblemResults.Bytes(status switch
        {
            StatusCodes.Status414UriTooLong => AddressTooLong,
            StatusCodes.Status431RequestHeaderFieldsTooLarge => HeadersTooLarge,
            StatusCodes.Status413PayloadTooLarge => CommonRefusals.TooLarge,
            _ => Unreadable with { Status = status },
        });
        var head = $"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\nContent-Type: {ProblemResults.MediaType}\r\n"
            + $"Content-Length: {problem.Length}\r\nConnection: close\r\nDate: {time.GetUtcNow():R}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. problem];
    }
}
