using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;
using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Connections;

/// <summary>Tries whether the other side of a connection answers; says what it heard, never the secret.</summary>
internal sealed class ConnectionTests(OutgoingGuard guard, StorageConnections storages) : IDisposable
{
    private readonly HttpClient _http = new(guard.Handler()) { Timeout = ConnectionLimits.TestTimeMax };

    public void Dispose() => _http.Dispose();

    public async Task<(bool Ok, string Message)> Try(OpenConnection connection, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(ConnectionLimits.TestTimeMax);
        try
        {
            return (true, connection.Kind switch
            {
                ConnectionKind.Postgres => await Postgres(connection, limited.Token),
                ConnectionKind.Smtp => await Smtp(connection, limited.Token),
                ConnectionKind.Http => await Web(connection, "baseUrl", limited.Token),
                ConnectionKind.S3 => await Storage(connection, limited.Token),
                ConnectionKind.Webhook => Secret(connection),
                _ => throw new InvalidOperationException($"Unhandled kind {connection.Kind}."),
            });
        }
        catch (Exception fault) when (!ct.IsCancellationRequested
            && fault is NpgsqlException or SocketException or HttpRequestException or IOException or UriFormatException
                or ArgumentException or NotSupportedException or OperationCanceledException or InvalidOperationException
                or AmazonServiceException or AmazonClientException)
        {
            return (false, fault is OperationCanceledException
                ? $"No answer within {ConnectionLimits.TestTimeMax.TotalSeconds} seconds."
                : OutgoingRefusedException.In(fault)?.Message ?? $"{fault.Words()}.");
        }
    }

    private async Task<string> Postgres(OpenConnection connection, CancellationToken ct)
    {
        await using var database = await PostgresConnections.Open(connection, guard, ct);
        await using var command = new NpgsqlCommand(
            "select current_database() || ', PostgreSQL ' || current_setting('server_version')", database);
        return $"Connected: {await command.ExecuteScalarAsync(ct)}.";
    }

    private static string Secret(OpenConnection connection)
    {
        var text = connection.Secret ?? throw new ArgumentException("No secret is set.");
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text.Replace("whsec_", "", StringComparison.Ordinal), key, out var length) && length > 0
            ? $"The secret is a key of {length} bytes."
            : throw new ArgumentException("The secret is not whsec_ and base64, as Standard Webhooks has it.");
    }

    private async Task<string> Smtp(OpenConnection connection, CancellationToken ct)
    {
        var host = connection.Settings.FindText("host")
            ?? throw new ArgumentException("The settings lack a `host`.");
        var port = (int)(connection.Settings.Find("port")?.GetDouble() ?? 25);
        await using var stream = await guard.Connect(host, port, ct);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var greeting = await reader.ReadLineAsync(ct);
        return greeting?.StartsWith("220", StringComparison.Ordinal) == true
            ? $"The mail server greets: {greeting[3..].Trim()}"
            : throw new IOException($"This is no mail server: {greeting}");
    }

    private async Task<string> Storage(OpenConnection connection, CancellationToken ct)
    {
        using var storage = storages.Open(connection);
        if (connection.Settings.FindText("bucket") is not { } bucket)
            return $"The storage answers: {(await storage.ListBucketsAsync(ct)).Buckets?.Count ?? 0} buckets.";
        await storage.ListObjectsV2Async(new() { BucketName = bucket, MaxKeys = 1 }, ct);
        return $"The bucket {bucket} can be read.";
    }

    private async Task<string> Web(OpenConnection connection, string setting, CancellationToken ct)
    {
        var address = connection.Settings.FindText(setting)
            ?? throw new ArgumentException($"The settings lack `{setting}`.");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Absolute));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        return $"{request.RequestUri!.Host} answers with status {(int)response.StatusCode}.";
    }
}
