using ConcertMaster;
using ConcertMaster.Access;
using ConcertMaster.Host;
using ConcertMaster.Host.Postgres;
using ConcertMaster.Host.Telemetry;
using ConcertMaster.Host.Web;
using ConcertMaster.Shared;

if (CommandLine.AsksForHelp(args))
{
    CommandLine.PrintUsage();
    return 0;
}

try
{
    await Run(args);
    return 0;
}
catch (Exception e) when (e is PostgresStartException or AddressTakenException)
{
    Console.Error.WriteLine($"ConcertMaster could not start: {e.Message}");
    return 1;
}

static async Task Run(string[] args)
{
    var progress = new StartupProgress();
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        // Settings and pages lie beside the program; who starts it may stand anywhere.
        ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
    });
    ListenAddresses.EnsureFree(builder.Configuration);
    builder.Configuration["data"] ??= DataDirectory.Default; // where the master key lies, also beside another database
    await using var database = await DatabaseSource.Open(builder.Configuration, progress, CancellationToken.None);
    builder.Configuration["ConnectionStrings:Postgres"] = database.ConnectionString;

    builder.ConfigureWeb();
    builder.AddTracing();
    builder.Services.AddSingleton<Metrics>();
    builder.Services.AddApiDocument();
    builder.Services.AddSingleton(_ => new Database(database.ConnectionString));
    builder.Services.AddConcertMaster();

    await using var app = builder.Build();
    _ = app.Services.GetRequiredService<Metrics>(); // listens from the start
    app.UseWeb();
    app.UseConcertMaster();
    app.MapConcertMaster();
    app.MapHealth();
    app.MapMetrics();
    app.MapApiDocument();
    app.MapBrowserApplication();

    app.Lifetime.ApplicationStarted.Register(() => _ = AnnounceReady(app, database, progress));
    StopWhenTheDatabaseEnds(app, database);
    progress.Step(app.Environment.IsDevelopment()
        ? "Bringing the database up to date, with the demo organisation" : "Bringing the database up to date");
    await app.RunAsync();
}

static async Task AnnounceReady(WebApplication app, DatabaseSource database, StartupProgress progress)
{
    var setup = app.Services.GetRequiredService<IFirstSetup>();
    progress.Ready(app.Urls, database.Description, database.Location, app.Environment.IsDevelopment(),
        await setup.PendingCode(app.Lifetime.ApplicationStopping));
}

static void StopWhenTheDatabaseEnds(WebApplication app, DatabaseSource database) =>
    database.Ended.ContinueWith(_ =>
    {
        app.Logger.LogCritical("The embedded PostgreSQL has ended; stopping, so that a new start can bring both back.");
        app.Lifetime.StopApplication();
    }, app.Lifetime.ApplicationStopping, TaskContinuationOptions.None, TaskScheduler.Default);

public partial class Program;
