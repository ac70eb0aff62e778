using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Output.Erp;

/// <summary>Records of NetSuite by SuiteTalk REST: a row's external id says which record it is.</summary>
internal sealed class NetSuite(ErpClient client, ApiConnection connection, JsonElement config, TimeProvider time)
{
    private const string Records = "services/rest/record/v1";
    private const string RequestIdHeaderDefault = "X-NetSuite-Idempotency-Key";

    public async Task<IReadOnlyList<ErpRowResult>> Export(IReadOnlyList<ErpRow> rows)
    {
        var recordType = config.Text("recordType") is { Length: > 0 } type ? type
            : throw new NodeException("erp.config-incomplete",
                "An export to NetSuite needs a `recordType`, such as invoice.");
        var token = OAuthToken.Read(connection.Open);
        return await ErpRows.Each(rows, row => Send(row, recordType, token));
    }

    private async Task<ErpRowResult> Send(ErpRow row, string recordType, OAuthToken token)
    {
        var field = config.Text("externalId") is { Length: > 0 } named ? named : "externalId";
        if (row.Data.Text(field) is not { Length: > 0 } externalId)
            return new(row.Index, false, 422, null, "erp.external-id-missing",
                $"The row lacks its external id, `{field}`.");
        var operation = config.Text("operation") ?? "upsert";
        var records = $"{Records}/{Uri.EscapeDataString(recordType)}";
        var path = operation == "create" ? records : $"{records}/eid:{Uri.EscapeDataString(externalId)}";
        var method = operation switch
        {
            "create" => HttpMethod.Post, "update" => HttpMethod.Patch, _ => HttpMethod.Put,
        };
        using var request = new HttpRequestMessage(method, connection.AddressOf(path));
        // The system's own name of the field; by an address with the id it is not said twice.
        var data = JsonShape.ObjectOf(row.Data.EnumerateObject().Where(member => member.Name != field)
            .Select(member => KeyValuePair.Create(member.Name, member.Value)));
        if (operation == "create")
            data = JsonShape.WithField(data, "externalId", JsonSerializer.SerializeToElement(externalId));
        request.Content = ErpClient.Json(data.GetRawText());
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation(
            config.Text("requestIdHeader") is { Length: > 0 } header ? header : RequestIdHeaderDefault, row.RequestId);
        request.Headers.TryAddWithoutValidation("Authorization", token.HeaderFor(method.Method, request.RequestUri!,
            time.GetUtcNow(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));
        var answer = await client.Send(request);
        return ErpRows.ResultOf(row, answer, answer.Location?.OriginalString.Split('/')[^1]);
    }
}
