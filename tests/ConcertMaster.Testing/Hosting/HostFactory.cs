using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConcertMaster.Testing.Hosting;

/// <summary>Starts the host's own Program, in Development, on a free port of loopback.</summary>
internal sealed class HostFactory(
    string connectionString, TimeProvider clock, IEnumerable<KeyValuePair<string, string?>> settings)
    : WebApplicationFactory<Program>
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(2);

    public string Start()
    {
        UseKestrel(0);
        StartServer();
        return ClientOptions.BaseAddress.ToString().TrimEnd('/');
    }

    /// <summary>
    /// Lets Program stop the host, and waits for that. The base class is not asked: it would stop every service a second
    /// time while Program disposes of them, and now and then wait for ever for one that is gone.
    /// </summary>
    public override async ValueTask DisposeAsync()
    {
        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStopped.Register(() => stopped.TrySetResult());
        lifetime.StopApplication();
        await stopped.Task.WaitAsync(StopTimeout);
        GC.SuppressFinalize(this);
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        // Host settings become arguments of Program, so it sees them before it composes anything.
        builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:Postgres", connectionString),
            new("urls", "http://127.0.0.1:0"),
            new("Logging:LogLevel:Default", "Warning"),
            .. settings,
        ]));
        return base.CreateHost(builder);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(Path.Combine(Repository.Root, "src", "ConcertMaster.Host"));
        builder.ConfigureTestServices(services => services.AddSingleton(clock));
    }
}
