using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Peers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConcertMaster.Testing.Hosting;

/// <summary>
/// The real host in the test's process: Kestrel on a free port, a database of its own with the demo organisation, a mail
/// server that records, and a clock that runs with real time until the test moves it. Share it by IClassFixture.
/// </summary>
public class HostFixture : IAsyncLifetime
{
    private readonly List<HostFactory> _others = [];
    private HostFactory? _factory;

    public FakeClock Clock { get; } = FakeClock.Running();

    public SmtpPeer Smtp { get; } = new();

    /// <summary>Connects as the owner of the database, who is no superuser.</summary>
    public string ConnectionString { get; private set; } = "";

    public string BaseUrl { get; private set; } = "";

    /// <summary>The container of the host, for what cannot be seen from outside.</summary>
    public IServiceProvider Services => Factory.Services;

    public Database Database => Services.GetRequiredService<Database>();

    private HostFactory Factory => _factory ?? throw new InvalidOperationException("The host has not been started.");

    public virtual async Task InitializeAsync()
    {
        ConnectionString = await CreateDatabase();
        await StartHost();
    }

    public virtual async Task DisposeAsync()
    {
        await StopHost();
        await Smtp.DisposeAsync();
        await (await PostgresServer.Get()).DropDatabase(ConnectionString);
    }

    /// <summary>A database as the first start of a host leaves it, with the demo organisation.</summary>
    public static async Task<string> CreateDatabase() =>
        await (await PostgresServer.Get()).CreateDatabase("host with the demo organisation", MakeSchemaAndDemo);

    /// <summary>Makes the schema and the demo organisation in an empty database, by a host that is gone afterwards.</summary>
    /// <param name="dataDirectory">Where hosts on that database keep their keys.</param>
    public static async Task MakeSchemaAndDemo(string connectionString, string dataDirectory)
    {
        await using var factory = new HostFactory(connectionString, FakeClock.Running(), [new("data", dataDirectory)]);
        factory.Start();
    }

    /// <summary>Stops the host in good order and starts another one on the same database, as a deployment would.</summary>
    /// <param name="meanwhile">Done while no host runs.</param>
    public async Task RestartHost(Action? meanwhile = null)
    {
        await StopHost();
        meanwhile?.Invoke();
        await StartHost();
    }

    /// <summary>Starts one more node of the cluster on the same database; it stops with the fixture's own.</summary>
    /// <returns>Its address.</returns>
    public async Task<string> StartAnotherNode()
    {
        var node = await NewHost();
        _others.Add(node);
        return node.Start();
    }

    /// <summary>A client without a session.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = new Uri(BaseUrl),
    };

    /// <summary>A client of the API, as a program would be one: with a bearer token.</summary>
    public async Task<HttpClient> SignIn(DemoUser user)
    {
        var client = Anonymous();
        using var answer = await client.PostAsJsonAsync("/api/session", new { email = user.Email, password = user.Password });
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
        return client;
    }

    /// <summary>A client as a browser is one: with the session's cookie and the antiforgery token.</summary>
    public async Task<HttpClient> SignInWithCookie(DemoUser user)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true })
        {
            BaseAddress = new Uri(BaseUrl),
        };
        using var answer = await client.PostAsJsonAsync("/api/session", new { email = user.Email, password = user.Password });
        answer.EnsureSuccessStatusCode();
        var session = await client.GetFromJsonAsync<JsonElement>("/api/session");
        client.DefaultRequestHeaders.Add("X-Antiforgery-Token", session.GetProperty("antiforgeryToken").GetString());
        return client;
    }

    /// <summary>More settings of the host, by name.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings() => [];

    /// <summary>Without a mail server, so that letters are to be read at <c>/dev/mailbox</c>.</summary>
    protected virtual bool KeepsMailInTheMailbox => false;

    /// <summary>What the host connects by; a fixture may put a gate in between.</summary>
    protected virtual string HostConnectionString(string connectionString) => connectionString;

    private async Task StartHost()
    {
        _factory = await NewHost();
        BaseUrl = _factory.Start();
    }

    private async Task<HostFactory> NewHost()
    {
        var data = (await PostgresServer.Get()).HostDataDirectory;
        IEnumerable<KeyValuePair<string, string?>> mail = KeepsMailInTheMailbox
            ? []
            : [new("Smtp:Host", "127.0.0.1"), new("Smtp:Port", $"{Smtp.Port}"), new("Smtp:Tls", "false")];
        return new HostFactory(
            HostConnectionString(ConnectionString), Clock, [new("data", data), .. mail, .. Settings()]);
    }

    private async Task StopHost()
    {
        foreach (var node in _others) await node.DisposeAsync();
        _others.Clear();
        if (_factory is not null) await _factory.DisposeAsync();
        _factory = null;
    }

    private static async Task MakeSchemaAndDemo(string connectionString) =>
        await MakeSchemaAndDemo(connectionString, (await PostgresServer.Get()).HostDataDirectory);
}
