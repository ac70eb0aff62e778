using System.Globalization;
using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Output.Erp;

/// <summary>
/// An OData service of SAP: a token is fetched first, and goes with the session's cookies into every request that
/// changes something.
/// </summary>
internal sealed class SapOData(ErpClient client, ApiConnection connection, JsonElement config, DateTimeOffset startedAt)
{
    private readonly string _service = (config.Text("service") ?? "").Trim('/');
    private readonly string _entitySet = (config.Text("entitySet") ?? "").Trim('/');
    private string? _token;
    private string _cookies = "";

    public async Task<IReadOnlyList<ErpRowResult>> Export(IReadOnlyList<ErpRow> rows)
    {
        if (_service.Length == 0 || _entitySet.Length == 0)
            throw new NodeException("erp.config-incomplete", "An export to SAP needs a `service` and an `entitySet`.");
        if (await FetchToken() is { } refused) return [.. rows.Select(row => ErpRows.ResultOf(row, refused, null))];
        return config.Text("mode") == "batch" ? await Batch(rows) : await ErpRows.Each(rows, Row);
    }

    /// <returns>The answer when it brought no token.</returns>
    private async Task<ErpAnswer?> FetchToken()
    {
        using var request = Request(HttpMethod.Get, $"{_service}/");
        request.Headers.TryAddWithoutValidation("x-csrf-token", "fetch");
        var answer = await client.Send(request);
        if (answer.IsSuccess && answer.Token is { Length: > 0 } token)
        {
            _token = token;
            _cookies = string.Join("; ", answer.Cookies.Select(cookie => cookie.Split(';')[0].Trim()));
            return null;
        }
        return answer.IsSuccess
            ? throw new NodeException("erp.no-token",
                "The service gives no x-csrf-token. Look at its address and the user's rights.")
            : answer;
    }

    private async Task<ErpRowResult> Row(ErpRow row)
    {
        var answer = await Change(() =>
        {
            var request = Request(HttpMethod.Post, $"{_service}/{_entitySet}");
            request.Content = ErpClient.Json(row.Data.GetRawText());
            Identify(request, row.RequestId);
            return request;
        });
        return ErpRows.ResultOf(row, answer, SapBatch.IdOf(answer.Body));
    }

    // One changeset: the service takes all rows or none.
    private async Task<IReadOnlyList<ErpRowResult>> Batch(IReadOnlyList<ErpRow> rows)
    {
        var header = RequestIdHeader;
        var answer = await Change(() =>
        {
            var request = Request(HttpMethod.Post, $"{_service}/$batch");
            request.Content = SapBatch.Write(_entitySet, rows, header);
            Identify(request, rows[0].RequestId);
            return request;
        });
        return SapBatch.Read(answer, rows);
    }

    // A token runs out with its session. It is then fetched anew, once, and the request made again: it was not taken.
    private async Task<ErpAnswer> Change(Func<HttpRequestMessage> make)
    {
        ErpAnswer answer;
        using (var request = make()) answer = await client.Send(request);
        var isRunOut = answer.Status == 403
            && string.Equals(answer.Token, "required", StringComparison.OrdinalIgnoreCase);
        if (!isRunOut) return answer;
        if (await FetchToken() is { } refused) return refused;
        using var again = make();
        return await client.Send(again);
    }

    private string RequestIdHeader => config.Text("requestIdHeader") is { Length: > 0 } named ? named : "RequestID";

    private void Identify(HttpRequestMessage request, string requestId)
    {
        request.Headers.TryAddWithoutValidation(RequestIdHeader, requestId);
        request.Headers.TryAddWithoutValidation("RepeatabilityCreation",
            startedAt.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture));
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, connection.AddressOf(path));
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (config.Text("client") is { Length: > 0 } sapClient)
            ApiCall.AddHeader(request, "sap-client", sapClient);
        if (_token is not null && method != HttpMethod.Get)
            request.Headers.TryAddWithoutValidation("x-csrf-token", _token);
        if (_cookies.Length > 0) request.Headers.TryAddWithoutValidation("Cookie", _cookies);
        connection.Authorise(request);
        return request;
    }
}
