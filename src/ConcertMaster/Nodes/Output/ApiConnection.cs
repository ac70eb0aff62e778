using System.Text;
using ConcertMaster.Connections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Output;

/// <summary>An HTTP connection as a request uses it: where it goes, and what it carries.</summary>
internal sealed class ApiConnection
{
    private readonly OpenConnection _connection;
    private readonly Uri _base;

    private ApiConnection(OpenConnection connection, Uri root) => (_connection, _base) = (connection, root);

    public OpenConnection Open => _connection;

    /// <returns>Null when the step names none.</returns>
    public static async Task<ApiConnection?> Find(IConnections connections, NodeContext context, CancellationToken ct)
    {
        if (context.Config.Text("connection") is not { Length: > 0 } name) return null;
        var found = await connections.Find(new TenantId(context.Organisation), name, ct)
            ?? throw new NodeException("connection.not-found", $"There is no connection '{name}'. Create it, or choose another.");
        if (found.Kind != ConnectionKind.Http)
            throw new NodeException("connection.wrong-kind", $"The connection '{found.Name}' is not an HTTP service.");
        var address = found.Settings.Text("baseUrl") ?? "";
        return Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var root) && root.Scheme is "http" or "https"
            ? new(found, root!)
            : throw new NodeException("connection.settings-invalid",
                $"The base address of the connection '{found.Name}' is not an http or https address.");
    }

    /// <summary>Relative to the base address; a whole address only within the same origin.</summary>
    public string AddressOf(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var whole) || whole.Scheme is not ("http" or "https"))
            whole = new Uri(_base, url.TrimStart('/'));
        return (whole.Scheme, whole.Authority) == (_base.Scheme, _base.Authority)
            ? whole.AbsoluteUri
            : throw new NodeException("http.other-origin",
                $"'{url}' is not at {_base.Authority}. The secret of the connection '{_connection.Name}' goes nowhere else.");
    }

    public void Authorise(HttpRequestMessage request)
    {
        if (_connection.Secret is not { Length: > 0 } secret) return;
        var header = _connection.Settings.Text("header") is { Length: > 0 } named ? named : "Authorization";
        var value = header.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && !secret.Contains(' ')
            ? _connection.Settings.Text("username") is { Length: > 0 } user
                ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"))}"
                : $"Bearer {secret}"
            : secret;
        request.Headers.Remove(header);
        if (!request.Headers.TryAddWithoutValidation(header, value))
            throw new NodeException("connection.settings-invalid",
                $"The connection '{_connection.Name}' names '{header}', which is not a header of a request.");
    }
}
