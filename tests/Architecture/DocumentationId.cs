// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Husk.Architecture;

/// <summary>Documentation comment ids (`T:System.Console`), looked up in the framework that runs this.</summary>
internal static class DocumentationId
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static readonly Lazy<Type[]> Types = new(() =>
        [.. Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "System*.dll").SelectMany(PublicTypes)]);

    public static bool Exists(string id)
    {
        string name = id[2..];
        return id[..2] switch
        {
            "N:" => Types.Value.Any(type => type.Namespace is { } space
                && (space == name || space.StartsWith(name + ".", StringComparison.Ordinal))),
            "T:" => Types.Value.Any(type => type.FullName?.Replace('+', '.') == name),
            "P:" => Owners(name)
                .Any(type => type.GetProperties(All).Any(property => $"{type.FullName}.{property.Name}" == name)),
            "F:" => Owners(name).Any(type => type.GetFields(All).Any(field => $"{type.FullName}.{field.Name}" == name)),
            "E:" => Owners(name)
                .Any(type => type.GetEvents(All).Any(happening => $"{type.FullName}.{happening.Name}" == name)),
            "M:" => Owners(name.Split('(')[0]).Any(type => Methods(type).Any(method => IdOf(type, method) == name)),
            _ => false,
        };
    }

    private static IEnumerable<Type> Owners(string member)
    {
        string type = member.Replace(".#ctor", ".ctor", StringComparison.Ordinal);
        type = type[..type.LastIndexOf('.')];
        return Types.Value.Where(candidate => candidate.FullName == type);
    }

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All));

    /// <summary>Enough for methods that are not generic and take no arrays of generics, which is all that is
    /// banned.</summary>
    private static string IdOf(Type type, MethodBase method)
    {
        string name = $"{type.FullName}.{(method.IsConstructor ? "#ctor" : method.Name)}";
        ParameterInfo[] parameters = method.GetParameters();
        return parameters.Length == 0
            ? name
            : $"{name}({string.Join(',', parameters.Select(parameter => parameter.ParameterType.FullName))})";
    }

    private static IEnumerable<Type> PublicTypes(string file) =>
        Assembly.Load(Path.GetFileNameWithoutExtension(file)).GetExportedTypes();
}
