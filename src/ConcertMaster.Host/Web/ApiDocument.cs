using Microsoft.OpenApi;

namespace ConcertMaster.Host.Web;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>, and a page to browse it at <c>/docs</c>.</summary>
internal static class ApiDocument
{
    private const string BearerScheme = "bearer";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "ConcertMaster",
                Version = "v1",
                Description = "Collect data from people and systems, check it, have it reviewed, and prove what happened. " +
                    "Every refusal is a problem document with a stable code.",
                License = new OpenApiLicense { Name = "MIT" },
            };
            // The same document on every machine: the address of this one is not part of it.
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The accessToken that POST /api/session answers with.",
            };
            document.Security =
            [
                new() { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] },
            ];
            return Task.CompletedTask;
        }));

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/v1.json");
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.DocumentTitle = "ConcertMaster API";
            options.SwaggerEndpoint("/openapi/v1.json", "ConcertMaster v1");
        });
    }
}
