using ConcertMaster.Access.Passwords;
using ConcertMaster.Access.People;
using ConcertMaster.Access.Setup;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Access;

internal sealed class AccessModule : IModule
{
    private const string CookieOrBearer = "CookieOrBearer";

    public void AddServices(IServiceCollection services)
    {
        services.AddProjection(Members.Projection).AddProjection(Members.Organisations);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Directory>(
            provider, new Lazy<ProjectionDaemon>(provider.GetRequiredService<ProjectionDaemon>)));
        services.AddSingleton<IDirectory>(provider => provider.GetRequiredService<Directory>());
        services.AddSingleton<ISessions>(provider => provider.GetRequiredService<Directory>()).AddSingleton<SessionNews>();
        services.AddSingleton<Accounts>().AddSingleton<IAccounts>(provider => provider.GetRequiredService<Accounts>());
        services.AddSingleton<AfterAnswers>().AddHostedService(provider => provider.GetRequiredService<AfterAnswers>());
        services.AddSingleton<Ownership>().AddSingleton<SignInAttempts>().AddSingleton<IReauthentication, Reauthentication>();
        services.AddHostedService<FirstOrganisation>();
        services.AddSingleton<SetupCode>().AddSingleton<IFirstSetup>(provider => provider.GetRequiredService<SetupCode>());
        services.AddSingleton<PasswordLinks>().AddSingleton<ISubscription, PasswordLetters>();
        services.AddDataProtection().SetApplicationName("ConcertMaster");
        services.AddSingleton<KeyRing>();
        services.AddOptions<KeyManagementOptions>()
            .Configure<KeyRing>((options, keys) => options.XmlRepository = keys);
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "X-Antiforgery-Token";
            options.Cookie.Name = "concertmaster.antiforgery";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddAuthentication(CookieOrBearer)
            .AddPolicyScheme(CookieOrBearer, null, options => options.ForwardDefaultSelector = context =>
                IsBearer(context.Request)
                    ? BearerTokenDefaults.AuthenticationScheme
                    : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddBearerToken(BearerTokenDefaults.AuthenticationScheme, ConfigureBearer)
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, ConfigureCookie);
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSignIn();
        endpoints.MapCurrentSession();
        endpoints.MapMembers();
        endpoints.MapChangeRole();
        endpoints.MapInviteUser();
        endpoints.MapDeactivateUser();
        endpoints.MapReactivateUser();
        endpoints.MapRequestPasswordLink();
        endpoints.MapSetPassword();
        endpoints.MapChangePassword();
        endpoints.MapSetUp();
    }

    private static bool IsBearer(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        || (request.Path.StartsWithSegments("/live") && request.Query.ContainsKey("access_token"));

    private static void ConfigureBearer(BearerTokenOptions options)
    {
        options.BearerTokenExpiration = TimeSpan.FromHours(1);
        options.RefreshTokenExpiration = TimeSpan.FromDays(14);
        options.Events.OnMessageReceived = context =>
        {
            // Browsers cannot set headers on a WebSocket, so the live hub takes the token from the address.
            if (context.Request.Path.StartsWithSegments("/live"))
                context.Token = context.Request.Query["access_token"];
            return Task.CompletedTask;
        };
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "concertmaster.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
