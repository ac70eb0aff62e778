using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using ConcertMaster.Connections;
using ConcertMaster.Persons;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Output;

internal sealed class ApiCall(
    IHttpClientFactory clients, IConnections connections, IProtectedValues values) : INode
{
    /// <summary>Name of the HTTP client; the host may configure it.</summary>
    public const string ClientName = "ApiCall";

    /// <summary>The same, which follows no redirects: a secret goes where its connection points and nowhere else.</summary>
    public const string ConnectionClientName = "ApiCall by connection";

    /// <summary>Largest answer that is read, in bytes.</summary>
    public const int AnswerBytesMax = 10 * 1024 * 1024;

    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "ApiCall",
        Name = "Call an API",
        Category = NodeCategory.Output,
        Description = "Sends an HTTP request and gives the answer on.",
        Icon = "globe",
        Tags = ["http", "rest", "request", "fetch", "http request", "graphql"],
        Summary = "{{method}} {{url}}",
        Outputs =
        [
            PortType.Of("Answer of the server", "status", "headers", "body") with
            {
                When = NodeDescriptor.Schema("""{"output": "all"}"""),
            },
            PortType.Anything("Body of the answer"),
        ],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["url"],
              "properties": {
                "method": {
                  "type": "string", "title": "Method", "enum": ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"],
                  "default": "GET", "x-order": 1
                },
                "url": {"type": "string", "title": "Address", "minLength": 1, "x-order": 2},
                "headers": {
                  "type": "object", "title": "Headers", "x-widget": "keyValue", "x-order": 3,
                  "additionalProperties": {"type": "string"}
                },
                "query": {
                  "type": "object", "title": "Query", "x-widget": "keyValue", "x-order": 4,
                  "additionalProperties": {}
                },
                "body": {
                  "title": "Body", "x-widget": "code", "x-order": 5,
                  "description": "An object or list is sent as JSON, text as it is."
                },
                "connection": {
                  "type": "string", "title": "Connection", "x-widget": "connection", "x-kind": "http", "x-order": 6,
                  "description": "An HTTP connection that adds the base address and the credentials; the address above is then relative to it."
                },
                "failOnStatus": {
                  "type": "boolean", "title": "Fail on status 400 and above", "default": true, "x-order": 7
                },
                "output": {
                  "type": "string", "title": "Goes on with", "enum": ["all", "body"], "default": "all", "x-order": 8,
                  "description": "Status, headers and body, or the body alone."
                }
              }
            }
            """),
        Documentation = """
            Output: `{status, headers, body}`, or with `output: body` the body alone; a JSON body is parsed, any other is
            text. Every request but GET and HEAD carries `Idempotency-Key`, the same on every attempt, so that a server that
            understands it does the work once.
            Status 408, 425, 429 and 5xx, refused connections and timeouts count as transient: retries are spent on them.
            Answers above 10 MB fail the step, as does a header that is not ASCII on one line.

            With a *connection* the address is relative to its base address, the secret goes into the header it names
            (`Authorization: Bearer …` when it names none), other hosts are refused and redirects are not followed, so that
            the secret goes nowhere else. When the other side fails five times in a row the connection's breaker opens: steps
            wait and one tries again after half a minute, then after longer.

            Addresses within the network of the installation are refused, also after a redirect, unless its operator allows
            them (`Outgoing:Allow`).
            """,
        Examples =
        [
            new("Send an order", NodeDescriptor.Schema("""
                {"method": "POST", "url": "https://erp.example.com/orders", "body": {"total": "{{ total }}"}}
                """)),
        ],
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var connection = await ApiConnection.Find(connections, context, ct);
        using var client = clients.CreateClient(connection is null ? ClientName : ConnectionClientName);
        // What leaves the product leaves in the clear: the workflow's author has decided so.
        var config = await values.Open(new(context.Organisation), context.Config, IProtectedValues.All, ct);
        using var request = RequestFor(context with { Config = config }, connection);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var body = await Read(response, ct);
            return (int)response.StatusCode >= 400 && context.Config.Flag("failOnStatus", fallback: true)
                ? Refused(response.StatusCode, body)
                : NodeResult.Complete(
                    context.Config.Text("output") == "body" ? BodyOf(response, body) : OutputOf(response, body));
        }
        catch (HttpRequestException e) when (OutgoingRefusedException.In(e) is { } refused)
        {
            throw new NodeException("http.address-not-allowed", refused.Message, inner: e);
        }
        catch (HttpRequestException e)
        {
            return new NodeResult.Failed("http.unreachable",
                $"{request.RequestUri!.Host} could not be reached: {e.Words()}.", IsTransient: true);
        }
        catch (IOException e)
        {
            return new NodeResult.Failed("http.interrupted",
                $"{request.RequestUri!.Host} ended the connection before its answer was complete: {e.Words()}.",
                IsTransient: true);
        }
    }

    private static HttpRequestMessage RequestFor(NodeContext context, ApiConnection? connection)
    {
        var config = context.Config;
        var method = new HttpMethod(config.Text("method") ?? "GET");
        var url = WithQuery(connection?.AddressOf(config.Text("url") ?? "") ?? config.Text("url") ?? "", config.Property("query"));
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new NodeException("http.address-invalid", $"'{url}' is not an http or https address.");
        var request = new HttpRequestMessage(method, address);
        if (config.Property("body") is { } body)
        {
            request.Content = body.ValueKind == JsonValueKind.String
                ? new StringContent(body.GetString()!, Encoding.UTF8, "text/plain")
                : new StringContent(body.GetRawText(), Encoding.UTF8, "application/json");
        }
        if (method != HttpMethod.Get && method != HttpMethod.Head)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", context.IdempotencyKey);
        if (config.Property("headers") is { ValueKind: JsonValueKind.Object } headers)
        {
            foreach (var header in headers.EnumerateObject())
                AddHeader(request, header.Name, headers.Text(header.Name) ?? "");
        }
        connection?.Authorise(request);
        return request;
    }

    internal static void AddHeader(HttpRequestMessage request, string name, string value)
    {
        // The client checks nothing: what somebody wrote into a form would end the header and begin others.
        if (!Ascii.IsValid(value) || value.Any(char.IsControl))
            throw new NodeException("http.header-invalid",
                $"The header '{name}' may hold letters, digits and signs of ASCII only, and no line breaks.");
        if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
        {
            request.Content?.Headers.Remove(name);
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        else
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string WithQuery(string url, JsonElement? query)
    {
        if (query is not { ValueKind: JsonValueKind.Object } fields) return url;
        var pairs = fields.EnumerateObject().Where(field => fields.Text(field.Name) is not null)
            .Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(fields.Text(field.Name)!)}");
        var joined = string.Join('&', pairs);
        return joined.Length == 0 ? url : $"{url}{(url.Contains('?') ? '&' : '?')}{joined}";
    }

    private static async Task<string> Read(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var buffer = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(chunk, ct)) > 0)
            {
                if (buffer.Length + read > AnswerBytesMax)
                    throw new NodeException("http.answer-too-large",
                        $"The answer is larger than {AnswerBytesMax / 1024 / 1024} MB. Ask for less at once.");
                buffer.Write(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
        // PostgreSQL's jsonb cannot hold the zero character, and no answer needs it.
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).Replace("\0", "");
    }

    private static NodeResult.Failed Refused(HttpStatusCode status, string body)
    {
        var transient = (int)status is 408 or 425 or 429 or >= 500;
        var excerpt = body.Length > 500 ? body[..500] + "…" : body;
        return new($"http.status-{(int)status}", $"The answer was {(int)status}: {excerpt}", transient);
    }

    private static JsonElement OutputOf(HttpResponseMessage response, string body) => JsonShape.ObjectOf(
        new Dictionary<string, JsonElement>
        {
            ["status"] = JsonSerializer.SerializeToElement((int)response.StatusCode),
            ["headers"] = JsonSerializer.SerializeToElement(response.Headers.Concat(response.Content.Headers)
                .DistinctBy(header => header.Key.ToLowerInvariant())
                .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value))),
            ["body"] = BodyOf(response, body),
        });

    private static JsonElement BodyOf(HttpResponseMessage response, string body)
    {
        if (body.Length == 0) return JsonValues.Null;
        if (response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
        {
            try
            {
                return JsonValues.Parse(body);
            }
            catch (JsonException)
            {
                // Said to be JSON and is not: the text is worth more to the next step than a failure.
            }
        }
        return JsonSerializer.SerializeToElement(body);
    }
}
