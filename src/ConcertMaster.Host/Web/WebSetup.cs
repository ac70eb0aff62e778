using ConcertMaster.Shared;

namespace ConcertMaster.Host.Web;

/// <summary>What stands around every request, before the application's own middleware.</summary>
internal static class WebSetup
{
    /// <summary>
    /// What has not come to its end by then is cut off, so that the process, and with it an embedded PostgreSQL, is gone
    /// within ten seconds. Steps under way are given five of them before other nodes take over.
    /// </summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(6);

    public static void ConfigureWeb(this WebApplicationBuilder builder)
    {
        // Without it, a start outside Development serves files of no length from the build output.
        builder.WebHost.UseStaticWebAssets();
        if (builder.Configuration["urls"] is not { Length: > 0 }) builder.WebHost.UseUrls(CommandLine.DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.RequestBodyBytesMax;
            kestrel.ConfigureEndpointDefaults(RejectedRequests.PutOutputsInReach);
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddExceptionHandler<ErrorAnswers>();
        builder.Services.AddProblemDetails();
    }

    public static void UseWeb(this WebApplication app)
    {
        RejectedRequests.Explain(app);
        app.UseLateBodies();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(ErrorAnswers.Describe);
        app.RefuseUnknownCharacterSets();
        app.UseImmutableAssets();
    }
}
