# ConcertMaster's host, without the embedded PostgreSQL: a container is pointed at a server of its own.

FROM node:20-bookworm-slim AS browser
WORKDIR /source/ui
COPY ui/package.json ui/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY ui/ ./
RUN mkdir -p ../src/ConcertMaster.Host && npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt ./
COPY src/ src/
COPY ui/src/graph/check/secrets.json ui/src/graph/check/
COPY --from=browser /source/src/ConcertMaster.Host/wwwroot src/ConcertMaster.Host/wwwroot
RUN dotnet publish src/ConcertMaster.Host --configuration Release --output /app \
    -p:BuildBrowser=false -p:EmbedPostgres=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown $APP_UID /data
# The user without rights that Microsoft's images bring along.
USER $APP_UID
VOLUME /data
ENV ASPNETCORE_URLS=http://+:8080 data=/data
EXPOSE 8080
ENTRYPOINT ["dotnet", "ConcertMaster.Host.dll"]
