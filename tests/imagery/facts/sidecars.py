"""Sidecars as the providers write them."""

from collections.abc import Mapping


def mtl_text(groups: Mapping[str, Mapping[str, str]]) -> str:
    lines = ["GROUP = LANDSAT_METADATA_FILE"]
    for name, pairs in groups.items():
        lines += [
            f"  GROUP = {name}",
            *(f'    {key} = "{value}"' for key, value in pairs.items()),
            f"  END_GROUP = {name}",
        ]
    return "\n".join([*lines, "END_GROUP = LANDSAT_METADATA_FILE", "END"])


def mtl_xml(groups: Mapping[str, Mapping[str, str]]) -> str:
    pairs = (f"<{key}>{value}</{key}>" for group in groups.values() for key, value in group.items())
    return f"<LANDSAT_METADATA_FILE>{''.join(pairs)}</LANDSAT_METADATA_FILE>"


IMD = """version = "28.4";
generationTime = 2024-12-14T01:02:03.000000Z;
productCatalogId = "0000";
bandId = "P";
BEGIN_GROUP = BAND_P
\tULLon =   35.94000000;
\tabsCalFactor = 5.345200e-02;
END_GROUP = BAND_P
BEGIN_GROUP = IMAGE_1
\tsatId = "WV03";
\tmode = "FullSwath";
\tCatId = "10400100A1B2C3D4";
\tfirstLineTime = 2024-12-13T08:12:23.123456Z;
\tmeanCollectedGSD =    0.312;
\tmeanSunAz =  160.2;
\tmeanSunEl =   30.1;
\tmeanOffNadirViewAngle =   12.5;
\tcloudCover = 0.027;
END_GROUP = IMAGE_1
BEGIN_GROUP = MAP_PROJECTED_PRODUCT
\tearliestAcqTime = 2024-12-13T08:12:23.000000Z;
END_GROUP = MAP_PROJECTED_PRODUCT
END;
"""
ISD = """<?xml version="1.0" encoding="UTF-8"?>
<isd><IMD><VERSION>28.4</VERSION><IMAGE><SATID>WV03</SATID><CATID>10400100A1B2C3D4</CATID>
<FIRSTLINETIME>2024-12-13T08:12:23.123456Z</FIRSTLINETIME><MEANCOLLECTEDGSD>3.120000e-01</MEANCOLLECTEDGSD>
<MEANSUNAZ>1.602e+02</MEANSUNAZ><MEANSUNEL>3.01e+01</MEANSUNEL><MEANOFFNADIRVIEWANGLE>1.25e+01</MEANOFFNADIRVIEWANGLE>
</IMAGE></IMD></isd>"""
WORLDVIEW = {
    "acquired": "2024-12-13T08:12:23Z",
    "satellite": "WV03",
    "provider": "Maxar",
    "catalog_id": "10400100A1B2C3D4",
    "off_nadir_deg": 12.5,
    "sun_elevation_deg": 30.1,
    "sun_azimuth_deg": 160.2,
    "gsd_m": 0.312,
}
PLANET = {
    "_links": {"_self": "https://api.planet.com/data/v1/item-types/SkySatCollect/items/20241213_081223_ssc4_u0001"},
    "id": "20241213_081223_ssc4_u0001",
    "type": "Feature",
    "geometry": {"type": "Polygon", "coordinates": []},
    "properties": {
        "acquired": "2024-12-13T08:12:23.45Z",
        "gsd": 0.79,
        "pixel_resolution": 0.5,
        "item_type": "SkySatCollect",
        "provider": "skysat",
        "satellite_id": "SSC4",
        "sun_azimuth": 160.2,
        "sun_elevation": 30.1,
        "view_angle": -12.5,
    },
}
PLANET_XML = """<?xml version="1.0" encoding="UTF-8"?>
<ps:EarthObservation xmlns:ps="http://schemas.planet.com/ps/v1/planet_product_metadata_geocorrected_level"
 xmlns:eop="http://earth.esa.int/eop" xmlns:opt="http://earth.esa.int/opt" xmlns:gml="http://www.opengis.net/gml">
<gml:metaDataProperty><ps:EarthObservationMetaData><eop:identifier>20170623_180038_0f15_3B_AnalyticMS</eop:identifier>
</ps:EarthObservationMetaData></gml:metaDataProperty>
<gml:using><eop:EarthObservationEquipment><eop:platform><eop:Platform><eop:shortName>PlanetScope</eop:shortName>
<eop:serialIdentifier>0f15</eop:serialIdentifier></eop:Platform></eop:platform>
<eop:acquisitionParameters><ps:Acquisition><eop:incidenceAngle uom="deg">3.1e-01</eop:incidenceAngle>
<opt:illuminationAzimuthAngle uom="deg">1.322e+02</opt:illuminationAzimuthAngle>
<opt:illuminationElevationAngle uom="deg">6.81e+01</opt:illuminationElevationAngle>
<ps:spaceCraftViewAngle uom="deg">-2.9e-01</ps:spaceCraftViewAngle>
<ps:acquisitionDateTime>2017-06-23T18:00:38+00:00</ps:acquisitionDateTime></ps:Acquisition></eop:acquisitionParameters>
</eop:EarthObservationEquipment></gml:using></ps:EarthObservation>"""
STAC = {
    "type": "Feature",
    "stac_version": "1.0.0",
    "id": "10400100A1B2C3D4-visual",
    "properties": {
        "datetime": "2024-12-13T08:12:23Z",
        "platform": "WV03",
        "gsd": 0.33,
        "providers": [{"name": "AWS", "roles": ["host"]}, {"name": "Maxar", "roles": ["producer"]}],
        "catalog_id": "10400100A1B2C3D4",
        "view:off_nadir": 12.5,
        "view:sun_azimuth": 160.2,
        "view:sun_elevation": 30.1,
    },
    "links": [
        {"rel": "root", "href": "https://example.org/"},
        {"rel": "self", "href": "https://example.org/item.json"},
    ],
    "assets": {"visual": {"href": "./base-visual.tif", "gsd": 0.31}, "ms": {"href": "./base-ms.tif"}},
}
DIMAP = """<?xml version="1.0" encoding="ISO-8859-1"?><Dimap_Document>
<Dataset_Identification><DATASET_NAME>DS_PHR1A_202412130812230</DATASET_NAME></Dataset_Identification>
<Product_Information><Producer_Information><PRODUCER_NAME>Airbus DS</PRODUCER_NAME></Producer_Information>
</Product_Information>
<Raster_Data><Data_Access><Data_Files><Data_File tile_R="1" tile_C="1"><DATA_FILE_PATH href="IMG_PHR1A_R1C1.TIF"/>
</Data_File></Data_Files></Data_Access></Raster_Data>
<Geometric_Data><Use_Area>
<Located_Geometric_Values><LOCATION_TYPE>Top Center</LOCATION_TYPE><Acquisition_Angles>
<VIEWING_ANGLE>11.0</VIEWING_ANGLE></Acquisition_Angles><Solar_Incidences><SUN_ELEVATION>29.9</SUN_ELEVATION></Solar_Incidences></Located_Geometric_Values>
<Located_Geometric_Values><LOCATION_TYPE>Center</LOCATION_TYPE><Acquisition_Angles>
<VIEWING_ANGLE unit="deg">12.5</VIEWING_ANGLE><INCIDENCE_ANGLE>13.9</INCIDENCE_ANGLE></Acquisition_Angles>
<Solar_Incidences><SUN_AZIMUTH unit="deg">160.2</SUN_AZIMUTH><SUN_ELEVATION unit="deg">30.1</SUN_ELEVATION>
</Solar_Incidences><Ground_Sample_Distance><GSD_ACROSS_TRACK>0.72</GSD_ACROSS_TRACK><GSD_ALONG_TRACK>0.72</GSD_ALONG_TRACK>
</Ground_Sample_Distance></Located_Geometric_Values></Use_Area></Geometric_Data>
<Dataset_Sources><Source_Identification><SOURCE_ID>DS_PHR1A_SOURCE</SOURCE_ID><Strip_Source><MISSION>PHR</MISSION>
<MISSION_INDEX>1A</MISSION_INDEX><IMAGING_DATE>2024-12-13</IMAGING_DATE><IMAGING_TIME>08:12:23.4Z</IMAGING_TIME>
</Strip_Source></Source_Identification></Dataset_Sources></Dimap_Document>"""
VOLUME = """<Dimap_Document><Dataset_Content><Dataset_Components>
<Component><COMPONENT_PATH href="../DIM_out.XML"/></Component>
<Component><COMPONENT_PATH href="IMG_01/DIM_PHR1A.XML"/></Component>
</Dataset_Components></Dataset_Content></Dimap_Document>"""
MTD = """<?xml version="1.0"?><n1:Level-1C_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD">
<n1:General_Info><Product_Info><PRODUCT_START_TIME>2024-12-13T08:12:41.024Z</PRODUCT_START_TIME>
<PRODUCT_URI>S2A_MSIL1C_20241213T081241_N0511_R078_T36SYC_20241213T100000.SAFE</PRODUCT_URI>
<Datatake datatakeIdentifier="GS2A"><SPACECRAFT_NAME>Sentinel-2A</SPACECRAFT_NAME></Datatake></Product_Info>
</n1:General_Info></n1:Level-1C_User_Product>"""
MTD_TL = """<?xml version="1.0"?><n1:Level-1C_Tile_ID xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD">
<n1:General_Info><SENSING_TIME metadataLevel="Standard">2024-12-13T08:22:11.5Z</SENSING_TIME></n1:General_Info>
<n1:Geometric_Info><Tile_Angles><Sun_Angles_Grid><Zenith><VALUES>1 2 3</VALUES></Zenith></Sun_Angles_Grid>
<Mean_Sun_Angle><ZENITH_ANGLE unit="deg">60.25</ZENITH_ANGLE>
<AZIMUTH_ANGLE unit="deg">164.5</AZIMUTH_ANGLE></Mean_Sun_Angle>
<Mean_Viewing_Incidence_Angle_List><Mean_Viewing_Incidence_Angle bandId="0"><ZENITH_ANGLE unit="deg">3</ZENITH_ANGLE>
</Mean_Viewing_Incidence_Angle></Mean_Viewing_Incidence_Angle_List>
</Tile_Angles></n1:Geometric_Info></n1:Level-1C_Tile_ID>"""
MTL = {
    "PRODUCT_CONTENTS": {"LANDSAT_PRODUCT_ID": "LC08_L1TP_174036_20241213_20241220_02_T1"},
    "IMAGE_ATTRIBUTES": {
        "SPACECRAFT_ID": "LANDSAT_8",
        "DATE_ACQUIRED": "2024-12-13",
        "SCENE_CENTER_TIME": "08:12:23.4560000Z",
        "ROLL_ANGLE": "-0.001",
        "SUN_AZIMUTH": "160.2",
        "SUN_ELEVATION": "30.1",
    },
}
